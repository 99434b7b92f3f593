@NullMarked
package app.afterglow.search;

import org.jspecify.annotations.NullMarked;
