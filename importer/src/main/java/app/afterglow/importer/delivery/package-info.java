/**
 * Delivery over a network, exactly once as far as a target allows.
 *
 * <p>A target describes itself as a {@link app.afterglow.importer.delivery.Messenger}: for each
 * conversation a {@link app.afterglow.importer.delivery.Place}, for each message a {@link
 * app.afterglow.importer.delivery.Plan} of {@link app.afterglow.importer.delivery.Step steps}. The
 * {@link app.afterglow.importer.delivery.Delivery} takes the steps one after the other, in strict
 * order within a conversation and with several conversations at a time; it paces, repeats what may
 * be repeated, and keeps the account. What it did and what it was about to do stands in the {@link
 * app.afterglow.importer.delivery.Ledger}, which survives being killed at any moment.
 */
@NullMarked
package app.afterglow.importer.delivery;

import org.jspecify.annotations.NullMarked;
