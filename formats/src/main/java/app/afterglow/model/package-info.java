/** What a message history is: plain records that every source fills and every target reads. */
@NullMarked
package app.afterglow.model;

import org.jspecify.annotations.NullMarked;
