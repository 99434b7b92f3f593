/**
 * AWS Wickr and Wickr Enterprise as a target, over the REST gateway of a bot client (the vendor's
 * "Web Interface").
 *
 * <p>There is no import of history: what is delivered are the bot's messages, which carry its name
 * and the time of sending. The original author and time stand in each message's text and in a
 * transcript.
 */
@NullMarked
package app.afterglow.importer.wickrio;

import org.jspecify.annotations.NullMarked;
