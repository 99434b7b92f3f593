/** Starts the program in the test's own virtual machine, and writes down what it says. */
@NullMarked
package app.afterglow.launcher.testing;

import org.jspecify.annotations.NullMarked;
