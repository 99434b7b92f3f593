/**
 * The {@code html} target: a folder of static pages that any browser opens from the file system.
 *
 * <p>The pages are the reader of {@code app.afterglow.reader} over data files beside it. What they
 * hold is plaintext: this is a target for people who ask for that.
 */
@NullMarked
package app.afterglow.importer.html;

import org.jspecify.annotations.NullMarked;
