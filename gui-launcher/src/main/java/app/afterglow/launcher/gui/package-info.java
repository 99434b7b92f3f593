/**
 * The window: a wizard from the store on somebody's machine to an archive they can look at. It
 * knows the order of the screens and nothing of stores, archives or messengers: for those it calls
 * the use cases that the command line calls.
 */
@NullMarked
package app.afterglow.launcher.gui;

import org.jspecify.annotations.NullMarked;
