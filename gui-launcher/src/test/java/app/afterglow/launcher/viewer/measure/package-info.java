/** Measures the reader; run by hand through .ci/measure-reader, never as a test. */
@NullMarked
package app.afterglow.launcher.viewer.measure;

import org.jspecify.annotations.NullMarked;
