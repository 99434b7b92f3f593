/** How passwords and keys become keys, for every kind of store and backup. */
@NullMarked
package app.afterglow.exporter.kdf;

import org.jspecify.annotations.NullMarked;
