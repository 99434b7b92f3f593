@NullMarked
package app.afterglow.reader;

import org.jspecify.annotations.NullMarked;
