package app.afterglow.importer.whatsapp;

import app.afterglow.importer.plain.PlainProblems;
import app.afterglow.problem.UsageException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the two kinds of phone write a chat. The words of the form stay English whatever language is
 * asked for: importers look for them.
 *
 * @param phone whose form
 * @param dates the order of day, month and year
 */
record Style(Phone phone, Dates dates) {

  /** The mark of writing direction that WhatsApp sets before what it says itself. */
  static final String MARK = "\u200E";

  /** A date at the beginning of a line, in any order, in brackets or not. */
  private static final Pattern STAMP =
      Pattern.compile(
          "[\\s\\p{Cf}]*\\[?[\\s\\p{Cf}]*\\p{Nd}{1,4}"
              + "(\\p{Cf}*[/.\\-\\u2010-\\u2015]\\p{Cf}*\\p{Nd}{1,4}){2}.*");

  private static final Pattern FILE =
      Pattern.compile(".*\\(file attached\\)[\\s\\p{Cf}]*|.*<attached: .*");

  /** Whose form. */
  enum Phone {
    ANDROID,
    IOS
  }

  /** The order of day, month and year. */
  enum Dates {
    DMY("dd/MM/uuuu"),
    MDY("MM/dd/uuuu"),
    YMD("uuuu-MM-dd");

    private final DateTimeFormatter minutes;
    private final DateTimeFormatter seconds;

    Dates(String pattern) {
      minutes = DateTimeFormatter.ofPattern(pattern + ", HH:mm", Locale.ROOT);
      seconds = DateTimeFormatter.ofPattern(pattern + ", HH:mm:ss", Locale.ROOT);
    }
  }

  static Style of(Map<String, String> options) throws UsageException {
    String phone = options.getOrDefault(WhatsAppTargetProvider.PHONE, "android");
    String dates = options.getOrDefault(WhatsAppTargetProvider.DATES, "dmy");
    return new Style(
        switch (phone) {
          case "android" -> Phone.ANDROID;
          case "ios" -> Phone.IOS;
          default ->
              throw PlainProblems.option(WhatsAppTargetProvider.PHONE, phone, "android, ios");
        },
        switch (dates) {
          case "dmy" -> Dates.DMY;
          case "mdy" -> Dates.MDY;
          case "ymd" -> Dates.YMD;
          default ->
              throw PlainProblems.option(WhatsAppTargetProvider.DATES, dates, "dmy, mdy, ymd");
        });
  }

  /** The beginning of a message, up to where its sender's name stands. */
  String stamp(ZonedDateTime at) {
    return switch (phone) {
      case ANDROID -> dates.minutes.format(at) + " - ";
      case IOS -> "[" + dates.seconds.format(at) + "] ";
    };
  }

  /** What says that a file belongs to a message. */
  String attached(String file) {
    return switch (phone) {
      case ANDROID -> MARK + file + " (file attached)";
      case IOS -> MARK + "<attached: " + file + ">";
    };
  }

  /** What stands where a file should be. */
  String omitted() {
    return switch (phone) {
      case ANDROID -> "<Media omitted>";
      case IOS -> MARK + "document omitted";
    };
  }

  /** The name of the text in the chat's ZIP or folder. */
  String textFile(String chat) {
    return switch (phone) {
      case ANDROID -> "WhatsApp Chat with " + chat + ".txt";
      case IOS -> "_chat.txt";
    };
  }

  /** The name of the chat's ZIP or folder. */
  String chatFile(String chat) {
    return switch (phone) {
      case ANDROID -> "WhatsApp Chat with " + chat;
      case IOS -> "WhatsApp Chat - " + chat;
    };
  }

  /** True for a line of somebody's text that an importer could take for a message's beginning. */
  static boolean looksLikeStamp(String line) {
    return STAMP.matcher(line).matches();
  }

  /** True for a line of somebody's text that an importer could take for a file. */
  static boolean looksLikeFile(String line) {
    return (line.indexOf('(') >= 0 || line.indexOf('<') >= 0) && FILE.matcher(line).matches();
  }
}
