package app.afterglow.reader.testing;

import app.afterglow.model.Account;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Edit;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A made-up history with something of everything, for the browser tests and the screenshots. */
public final class DemoHistory {

  public static final String HOSTILE =
      "<img src=x onerror=\"window.hacked=1\"></script><script>window.hacked=2</script>";

  private DemoHistory() {}

  public static InMemoryHistory make() throws IOException {
    InMemoryHistory history = new InMemoryHistory();
    history.accounts.add(new Account("p-mara", "mara", "Wickr Me", "6.4.1", "windows"));
    history.people.add(new Person("p-mara", "mara", "Mara Lindqvist", true));
    history.people.add(new Person("p-tomas", "tomas77", "Tomás Rivera", false));
    history.people.add(new Person("p-ines", "inès", "Inès Moreau", false));
    history.people.add(new Person("p-farid", "farid", "فريد حداد", false));
    history.people.add(Messages.person("p-kenji", "健二"));
    history.people.add(Messages.person("p-evil", HOSTILE));
    garden(history);
    tomas(history);
    farid(history);
    hostile(history);
    longOne(history);
    history.losses.add(
        Loss.whole(
            Loss.What.ATTACHMENT,
            "guid-lost",
            "attachment-missing",
            "the store names \"plan-v1.png\" but doesn't hold it"));
    history.losses.add(
        Loss.whole(
            Loss.What.ATTACHMENT,
            "guid-broken",
            "attachment-damaged",
            "\"workshop.mp4\" does not decrypt"));
    history.losses.add(
        Loss.partial(
            Loss.What.MESSAGE, "g-14", "unknown-type", "type 9999 kept with its raw fields"));
    return history;
  }

  private static void garden(InMemoryHistory history) throws IOException {
    String c = "S-garden";
    Attachment plan =
        history.attach("garden plan.png", "image/png", picture(900, 600, 0xE8B07A, 0x7A8F5A));
    Attachment evening =
        history.attach("evening.png", "image/png", picture(800, 800, 0xF2A36B, 0x35304F));
    Attachment seeds =
        history.attach("seedlings.png", "image/png", picture(1000, 700, 0xCFE3C4, 0x3E6B4F));
    Attachment voice = history.attach("Voice memo.wav", "audio/wav", tone());
    Attachment list =
        history.attach(
            "Seed list 2021 – final.pdf",
            "application/pdf",
            "%PDF-1.4 not a real one".getBytes(StandardCharsets.US_ASCII));
    Attachment lost =
        new Attachment(
            "plan-v1.png", "image/png", 482133, null, Attachment.Status.MISSING, "guid-lost");
    Attachment broken =
        new Attachment(
            "workshop.mp4",
            "video/mp4",
            18_400_000,
            null,
            Attachment.Status.DAMAGED,
            "guid-broken");
    List<Message> m = new ArrayList<>();
    m.add(
        Messages.in(c, "g-1")
            .from("p-ines", "2021-05-02T07:58:00Z")
            .body(
                new MessageBody.RoomEvent(
                    MessageBody.RoomEvent.Event.CREATED,
                    List.of("p-mara", "p-tomas", "p-kenji"),
                    null))
            .build());
    m.add(
        Messages.in(c, "g-2")
            .from("p-ines", "2021-05-02T08:01:00Z")
            .text(
                "Good morning! I made a room for the community garden, so that we stop losing plans in five different chats.")
            .build());
    m.add(
        Messages.in(c, "g-3")
            .from("p-ines", "2021-05-02T08:02:00Z")
            .text("First question: who has a van on Saturday?")
            .build());
    m.add(
        Messages.in(c, "g-4")
            .from("p-tomas", "2021-05-02T08:15:00Z")
            .text(
                "I do, until two o’clock. We could fetch the compost and the old window frames in one go.")
            .answers("g-3")
            .reactions(
                new Reaction("p-mara", "👍", Instant.parse("2021-05-02T08:16:00Z")),
                new Reaction("p-ines", "👍", null),
                new Reaction("p-kenji", "🚐", null))
            .build());
    m.add(
        Messages.in(c, "g-5")
            .from("p-mara", "2021-05-02T08:21:00Z")
            .text("Perfect. I redrew the plan with the beds turned towards the south wall:")
            .build());
    m.add(
        Messages.in(c, "g-6")
            .from("p-mara", "2021-05-02T08:22:00Z")
            .body(new MessageBody.FileBody("North is up. The greenhouse moves to the left."))
            .with(plan)
            .reactions(new Reaction("p-ines", "❤️", null))
            .build());
    m.add(
        Messages.in(c, "g-7")
            .from("p-kenji", "2021-05-02T08:40:00Z")
            .text("トマトは温室の中がいいと思います。日当たりが一番いいので。")
            .build());
    m.add(
        Messages.in(c, "g-8")
            .from("p-tomas", "2021-05-02T09:05:00Z")
            .body(new MessageBody.FileBody(null))
            .with(lost)
            .build());
    m.add(
        Messages.in(c, "g-9")
            .from("p-ines", "2021-05-03T06:30:00Z")
            .text("Le compost est réservé, 7 h 30 à la ferme. Pensez aux gants !")
            .edited(
                new Edit(
                    Instant.parse("2021-05-03T06:35:00Z"),
                    "Le compost est réservé, 8 h à la ferme."))
            .build());
    m.add(
        Messages.in(c, "g-10")
            .from("p-mara", "2021-05-03T06:41:00Z")
            .text("I’ll be there. Details are on https://garden.example/plan?year=2021 as always.")
            .expires("2021-06-02T06:41:00Z")
            .build());
    m.add(
        Messages.in(c, "g-11")
            .from("p-tomas", "2021-05-08T17:55:00Z")
            .body(new MessageBody.FileBody("What a day. Thank you all!"))
            .with(evening, seeds)
            .reactions(new Reaction("p-mara", "🌅", null), new Reaction("p-kenji", "🌱", null))
            .build());
    m.add(
        Messages.in(c, "g-12")
            .from("p-kenji", "2021-05-08T18:20:00Z")
            .body(new MessageBody.FileBody(null))
            .with(voice)
            .build());
    m.add(
        Messages.in(c, "g-13")
            .from("p-ines", "2021-05-08T18:42:00Z")
            .body(new MessageBody.FileBody(null))
            .with(list, broken)
            .build());
    m.add(
        Messages.in(c, "g-14")
            .from("p-tomas", "2021-05-08T19:00:00Z")
            .body(new MessageBody.Unknown(null))
            .source(
                "9999",
                Map.of(
                    "pollQuestion",
                    TextNode.valueOf("Beans or peas?"),
                    "pollVotes",
                    IntNode.valueOf(3)))
            .build());
    m.add(
        Messages.in(c, "g-15")
            .from("p-ines", "2021-05-08T19:10:00Z")
            .body(
                new MessageBody.Call(
                    "completed", 754L, List.of("p-ines", "p-mara", "p-tomas"), null))
            .source("7000", Map.of())
            .build());
    m.add(
        Messages.in(c, "g-16")
            .from("p-tomas", "2021-05-08T20:00:00Z")
            .body(new MessageBody.Location(48.8361, 2.2395, "Meet here"))
            .source("8000", Map.of())
            .build());
    m.add(
        Messages.in(c, "g-17")
            .from("p-kenji", "2021-05-08T20:01:00Z")
            .body(new MessageBody.Deleted("g-7", null))
            .source("4011", Map.of())
            .build());
    m.add(Messages.in(c, "g-18").from("p-mara", "2021-05-08T20:05:00Z").text("🌻🌻🌻").build());
    m.add(
        Messages.in(c, "g-19")
            .from("p-ines", "2021-05-08T20:06:00Z")
            .body(new MessageBody.ReactionTo("g-18", "😍", false, null))
            .source("9100", Map.of())
            .build());
    m.add(
        Messages.in(c, "g-20")
            .from("p-tomas", "2021-05-08T20:07:00Z")
            .body(new MessageBody.EditOf("g-4", "I do, until three o’clock."))
            .source("9000", Map.of())
            .build());
    m.add(
        Messages.in(c, "g-21")
            .from("p-mara", "2021-05-08T20:08:00Z")
            .body(new MessageBody.Verification(null))
            .source("3000", Map.of())
            .build());
    m.add(
        Messages.in(c, "g-22")
            .from("p-mara", "2021-05-08T20:11:00Z")
            .text(
                "Tomás, could you bring the window frames straight to the greenhouse next time? Then nobody has to carry them around the pond.")
            .answers("g-4")
            .build());
    m.add(
        Messages.in(c, "g-23")
            .from("p-tomas", "2021-05-08T20:12:00Z")
            .text("Will do 🙂")
            .reactions(new Reaction("p-mara", "🙏", null))
            .build());
    history.add(
        new Conversation(
            c,
            Conversation.Kind.ROOM,
            "Community garden",
            "Compost, seeds and Saturdays",
            List.of("p-mara", "p-tomas", "p-ines", "p-kenji"),
            Map.of()),
        m);
  }

  private static void tomas(InMemoryHistory history) {
    String c = "c-tomas";
    List<Message> m = new ArrayList<>();
    m.add(
        Messages.in(c, "t-1")
            .from("p-tomas", "2020-11-20T18:03:00Z")
            .text("Did the parcel arrive?")
            .build());
    m.add(
        Messages.in(c, "t-2")
            .from("p-mara", "2020-11-20T18:30:00Z")
            .text("Yes, this morning. The lamp survived!")
            .build());
    m.add(
        Messages.in(c, "t-3")
            .from(null, "2020-11-21T09:00:00Z")
            .text("A message whose sender the store no longer knows")
            .build());
    history.add(Messages.direct(c, "p-mara", "p-tomas"), m);
  }

  private static void farid(InMemoryHistory history) {
    String c = "c-farid";
    List<Message> m = new ArrayList<>();
    m.add(
        Messages.in(c, "f-1")
            .from("p-farid", "2021-04-11T10:00:00Z")
            .text("صباح الخير يا مارا! هل وصلت الكتب التي أرسلتها الأسبوع الماضي؟")
            .build());
    m.add(
        Messages.in(c, "f-2")
            .from("p-mara", "2021-04-11T10:05:00Z")
            .text("صباح النور! نعم، وصلت أمس. شكرًا جزيلًا 🙏")
            .answers("f-1")
            .build());
    m.add(
        Messages.in(c, "f-3")
            .from("p-farid", "2021-04-11T10:07:00Z")
            .text("The ISBN is 978-3-16-148410-0, والنسخة الثانية من الطبعة 1998.")
            .build());
    m.add(
        Messages.in(c, "f-4")
            .from("p-farid", "2021-04-11T10:08:00Z")
            .text("مُحَمَّد سيحضر الدفتر يوم الخميس.")
            .reactions(new Reaction("p-mara", "👌", null))
            .build());
    history.add(Messages.direct(c, "p-mara", "p-farid"), m);
  }

  private static void hostile(InMemoryHistory history) {
    String c = "c-hostile";
    Attachment page =
        history.attach(
            "</script><script>window.hacked=3</script>.html",
            "text/html",
            "<script>window.hacked=4</script>".getBytes(StandardCharsets.UTF_8));
    Attachment vector =
        history.attach(
            "x\" onload=\"window.hacked=5.svg",
            "image/svg+xml",
            "<svg xmlns='http://www.w3.org/2000/svg' onload='window.hacked=6'/>"
                .getBytes(StandardCharsets.UTF_8));
    Attachment reversed = history.attach("invoice\u202Efdp.exe", "application/pdf", new byte[] {1});
    Attachment device = history.attach("../../CON.txt", "text/plain", new byte[] {2});
    Attachment noPicture =
        history.attach("broken.png", "image/png", HOSTILE.getBytes(StandardCharsets.UTF_8));
    List<Message> m = new ArrayList<>();
    m.add(Messages.in(c, HOSTILE).from("p-evil", "2021-03-01T00:00:00Z").text(HOSTILE).build());
    m.add(
        Messages.in(c, "h-2")
            .from("p-evil", "2021-03-01T00:01:00Z")
            .text(
                "'-alert(1)-' \\x3c/script> \u2028 \u2029 <!-- ]]> javascript:window.hacked=7 \uD800")
            .edited(new Edit(null, HOSTILE))
            .reactions(new Reaction("p-evil", HOSTILE, null))
            .build());
    m.add(
        Messages.in(c, "h-3")
            .from("p-evil", "2021-03-01T00:02:00Z")
            .body(new MessageBody.FileBody(HOSTILE))
            .with(page, vector, reversed, device, noPicture)
            .build());
    m.add(
        Messages.in(c, "h-4")
            .from("p-evil", "2021-03-01T00:03:00Z")
            .body(new MessageBody.Unknown(null))
            .source(
                HOSTILE,
                Map.of("__proto__", TextNode.valueOf(HOSTILE), HOSTILE, TextNode.valueOf("value")))
            .build());
    history.add(
        new Conversation(
            c, Conversation.Kind.GROUP, HOSTILE, HOSTILE, List.of("p-mara", "p-evil"), Map.of()),
        m);
  }

  /** Long enough for several pages, months and windows of the list. */
  private static void longOne(InMemoryHistory history) {
    String c = "c-long";
    List<Message> m = new ArrayList<>();
    Instant start = Instant.parse("2019-01-05T08:00:00Z");
    for (int i = 0; i < 3000; i++) {
      String sender = i % 3 == 0 ? "p-mara" : i % 3 == 1 ? "p-ines" : "p-tomas";
      Instant at = start.plusSeconds(i * 19_000L);
      String text =
          i == 1234
              ? "The needle in the haystack is number 1234"
              : "Note number "
                  + i
                  + ": "
                  + "watered, weeded and looked at the sky. ".repeat(1 + i % 4).strip();
      Messages message = Messages.in(c, "l-" + i).from(sender, at).text(text);
      m.add((i == 2990 ? message.answers("l-15") : message).build());
    }
    history.add(Messages.room(c, "Garden diary", "p-mara", "p-ines", "p-tomas"), m);
  }

  private static byte[] picture(int width, int height, int sky, int ground) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, new Color(sky), 0, height, new Color(ground)));
    g.fillRect(0, 0, width, height);
    g.setColor(new Color(255, 240, 214, 210));
    g.fill(new Ellipse2D.Double(width * 0.62, height * 0.2, height * 0.2, height * 0.2));
    for (int layer = 0; layer < 3; layer++) {
      Path2D hill = new Path2D.Double();
      hill.moveTo(0, height);
      for (int x = 0; x <= width; x += 10) {
        double wave = Math.sin(x / (90.0 + 40 * layer) + layer * 2) * height * 0.05;
        hill.lineTo(x, height * (0.58 + 0.13 * layer) + wave);
      }
      hill.lineTo(width, height);
      hill.closePath();
      g.setColor(
          new Color(
              (ground >> 16) * (3 - layer) / 3,
              (ground >> 8 & 255) * (3 - layer) / 3,
              (ground & 255) * (3 - layer) / 3));
      g.fill(hill);
    }
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /** Two seconds of a soft tone. */
  private static byte[] tone() {
    int rate = 8000;
    int samples = rate * 2;
    ByteBuffer wav = ByteBuffer.allocate(44 + samples * 2).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples * 2);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1);
    wav.putInt(rate).putInt(rate * 2).putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples * 2);
    for (int i = 0; i < samples; i++) {
      wav.putShort((short) (6000 * Math.sin(2 * Math.PI * 330 * i / rate)));
    }
    return wav.array();
  }
}
