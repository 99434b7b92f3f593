/** The whole way once, over a made-up store: export, verify, import. */
@NullMarked
package app.afterglow.launcher.demo;

import org.jspecify.annotations.NullMarked;
