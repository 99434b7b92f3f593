package app.afterglow.archive.merge;

import app.afterglow.model.Account;

/**
 * What makes two exports one account's: its id, which is only its application's.
 *
 * @param application the application's name
 * @param id the account's id in it
 */
record AccountKey(String application, String id) {

  static AccountKey of(Account account) {
    return new AccountKey(account.application(), account.id());
  }
}
