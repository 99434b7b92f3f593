/** What every part that writes files does to folders. */
@NullMarked
package app.afterglow.files;

import org.jspecify.annotations.NullMarked;
