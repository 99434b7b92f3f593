package app.afterglow.archive.merge;

import app.afterglow.model.Message;

/**
 * A message as one of the archives has it.
 *
 * @param message the message
 * @param input the archive's number; the first ones win where nothing else decides
 */
record Copy(Message message, int input) {}
