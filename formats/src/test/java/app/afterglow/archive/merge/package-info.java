@NullMarked
package app.afterglow.archive.merge;

import org.jspecify.annotations.NullMarked;
