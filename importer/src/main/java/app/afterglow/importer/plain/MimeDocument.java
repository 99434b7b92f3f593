package app.afterglow.importer.plain;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail (RFC 5322) with a text and attachments (RFC 2045 to 2049), whose attachments are written
 * as they are read. Built on Angus Mail, whose encoders know the corners of RFC 2047 and 2231; what
 * it would make up by chance (ids, boundaries) is set here, so that the same mail is the same to
 * the byte.
 */
public final class MimeDocument {

  /**
   * Somebody's address.
   *
   * @param address {@code local@domain}
   * @param display the name shown
   */
  public record Mailbox(String address, String display) {}

  /** Writes a content when it is its turn. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; the stream stays open. */
    void writeTo(OutputStream out) throws IOException;
  }

  private static final Session NO_SESSION = session();

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH);

  /** RFC 2045, section 5.1. Composite types may not be encoded in base64 (section 6.4). */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "(?!(?i:message|multipart)/)" + "[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,80}");

  private static final int MAX_HEADER = 5_000;

  /** What would be decoded though it isn't encoded, and what can't be folded. */
  private static final Pattern AWKWARD = Pattern.compile("=\\?|\\S{200}");

  /** The library looks its own encoders up anew for each part unless they are named beforehand. */
  private static Session session() {
    String provider = "jakarta.mail.util.StreamProvider";
    if (System.getProperty(provider) == null) {
      System.setProperty(provider, "org.eclipse.angus.mail.util.MailStreamProvider");
    }
    return Session.getInstance(new Properties());
  }

  private final MimeMessage message;
  private final String id;
  private final List<BodyPart> attachments = new ArrayList<>();
  private String text = "";

  /** Begins a mail of this id, angle brackets included. */
  public MimeDocument(String id) {
    this.id = id;
    this.message =
        new MimeMessage(NO_SESSION) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
  }

  /** Sets a header that holds text. */
  public MimeDocument header(String name, String value) {
    String encoded = encoded(Texts.clip(Texts.oneLine(value), MAX_HEADER));
    return structured(name, MimeUtility.fold(name.length() + 2, encoded));
  }

  /** Sets a header whose value is by the rules of its kind already. */
  public MimeDocument structured(String name, String value) {
    return doing(() -> message.setHeader(name, value));
  }

  /** Sets who it is from. */
  public MimeDocument from(Mailbox sender) {
    return doing(() -> message.setFrom(address(sender)));
  }

  /** Sets whom it goes to; nobody named where there is nobody. */
  public MimeDocument to(List<Mailbox> recipients) {
    if (recipients.isEmpty()) {
      return structured("To", "undisclosed-recipients:;");
    }
    return doing(
        () -> {
          InternetAddress[] all = new InternetAddress[recipients.size()];
          for (int i = 0; i < all.length; i++) {
            all[i] = address(recipients.get(i));
          }
          message.setRecipients(jakarta.mail.Message.RecipientType.TO, all);
        });
  }

  /** Sets a header that holds a time, to the second. */
  public MimeDocument date(String name, ZonedDateTime time) {
    // A mail's zones are in minutes; some of the 19th century's aren't.
    boolean fits = time.getOffset().getTotalSeconds() % 60 == 0;
    return structured(name, DATE.format(fits ? time : time.withZoneSameInstant(ZoneOffset.UTC)));
  }

  /** Sets the text; it gets a line end at its end, which a mail in an mbox must have. */
  public MimeDocument text(String newText) {
    String lines = Texts.lines(newText);
    text = lines.endsWith("\n") ? lines : lines + "\n";
    return this;
  }

  /** True for a media type that can be set as it is. */
  public static boolean isMediaType(@Nullable String mediaType) {
    return mediaType != null && MEDIA_TYPE.matcher(mediaType).matches();
  }

  /** Adds an attachment; a media type that is none becomes {@code application/octet-stream}. */
  public MimeDocument attachment(String name, @Nullable String mediaType, Content content) {
    String type =
        mediaType != null && isMediaType(mediaType) ? mediaType : "application/octet-stream";
    return doing(
        () -> {
          MimeBodyPart part = new MimeBodyPart();
          part.setDataHandler(new StreamedContent(type, content));
          part.setHeader("Content-Type", type);
          part.setHeader("Content-Transfer-Encoding", "base64");
          ParameterList parameters = new ParameterList();
          parameters.set("filename", name, "UTF-8");
          part.setHeader(
              "Content-Disposition", new ContentDisposition("attachment", parameters).toString());
          attachments.add(part);
        });
  }

  /** Writes the mail; lines end in CR LF. */
  public void writeTo(OutputStream out) throws IOException {
    try {
      if (attachments.isEmpty()) {
        setText(message);
      } else {
        MimeBodyPart body = new MimeBodyPart();
        setText(body);
        MimeMultipart mixed = new Mixed(boundary());
        mixed.addBodyPart(body);
        for (BodyPart attachment : attachments) {
          mixed.addBodyPart(attachment);
        }
        message.setContent((Multipart) mixed);
      }
      message.writeTo(out);
    } catch (MessagingException e) {
      if (e.getNextException() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("a mail that can't be written", e);
    }
  }

  private void setText(MimePart part) throws MessagingException {
    byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    DataSource source = new ByteArrayDataSource(bytes, "text/plain; charset=UTF-8");
    part.setDataHandler(new DataHandler(source));
    part.setHeader("Content-Type", "text/plain; charset=UTF-8");
    part.setHeader("Content-Transfer-Encoding", MimeUtility.getEncoding(source));
  }

  /**
   * No encoding leaves {@code =_} in a line that begins with hyphens but none at all; there the
   * text would have to hold a hash of itself.
   */
  private String boundary() {
    return "=_" + Digests.base32(40, "boundary", id, text);
  }

  private static InternetAddress address(Mailbox mailbox) throws MessagingException {
    InternetAddress address = new InternetAddress();
    address.setAddress(mailbox.address());
    try {
      // What looks like an encoded word would be decoded by readers.
      String display = Texts.oneLine(mailbox.display()).replace("=?", "= ?");
      address.setPersonal(display, "UTF-8");
    } catch (java.io.UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
    return address;
  }

  private static String encoded(String value) {
    try {
      return AWKWARD.matcher(value).find()
          ? words(value)
          : MimeUtility.encodeText(value, "UTF-8", null);
    } catch (java.io.UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Encoded words (RFC 2047, section 2) of at most 75 characters, whatever the text. */
  private static String words(String value) {
    List<String> words = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    value
        .codePoints()
        .forEach(
            c -> {
              part.appendCodePoint(c);
              if (part.toString().getBytes(StandardCharsets.UTF_8).length > 38) {
                words.add(word(part));
              }
            });
    if (!part.isEmpty()) {
      words.add(word(part));
    }
    return String.join(" ", words);
  }

  private static String word(StringBuilder part) {
    byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
    part.setLength(0);
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
  }

  private MimeDocument doing(Step step) {
    try {
      step.run();
      return this;
    } catch (MessagingException e) {
      throw new IllegalStateException("a mail that can't be put together", e);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws MessagingException;
  }

  /** A multipart whose boundary is not made up by chance. */
  private static final class Mixed extends MimeMultipart {
    Mixed(String boundary) {
      ParameterList parameters = new ParameterList();
      parameters.set("boundary", boundary);
      contentType = new ContentType("multipart", "mixed", parameters).toString();
    }
  }

  /** A content that is never held, only written on. */
  private static final class StreamedContent extends DataHandler {
    private final Content content;

    StreamedContent(String type, Content content) {
      super(new ByteArrayDataSource(new byte[0], type));
      this.content = content;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      content.writeTo(out);
    }
  }
}
