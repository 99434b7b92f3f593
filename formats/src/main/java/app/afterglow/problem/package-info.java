/**
 * What can go wrong, in a form that a person can be told: what happened, what is safe, what to do
 * next.
 */
@NullMarked
package app.afterglow.problem;

import org.jspecify.annotations.NullMarked;
