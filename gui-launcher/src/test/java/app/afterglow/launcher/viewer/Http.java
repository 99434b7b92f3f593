package app.afterglow.launcher.viewer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Requests as a hostile program would send them: nothing is added or corrected. */
final class Http {

  private final int port;
  private final String method;
  private final String path;
  private final Map<String, String> headers;
  private final String body;

  private Http(int port, String method, String path, Map<String, String> headers, String body) {
    this.port = port;
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
  }

  static Http get(int port, String path) {
    return of(port, "GET", path);
  }

  static Http of(int port, String method, String path) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "127.0.0.1:" + port);
    headers.put("Connection", "close");
    return new Http(port, method, path, headers, "");
  }

  /** With a header, in place of what it was; empty leaves it out. */
  Http with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    if (value.isEmpty()) {
      more.remove(name);
    } else {
      more.put(name, value);
    }
    return new Http(port, method, path, more, body);
  }

  Http with(Map<String, String> more) {
    Http http = this;
    for (Map.Entry<String, String> header : more.entrySet()) {
      http = http.with(header.getKey(), header.getValue());
    }
    return http;
  }

  Http sending(String newBody) {
    int length = newBody.getBytes(StandardCharsets.UTF_8).length;
    Http http = with("Content-Length", Integer.toString(length));
    return new Http(port, method, path, http.headers, newBody);
  }

  /** What came back. */
  record Answer(int status, Map<String, String> headers, byte[] body) {

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  Answer send() throws IOException {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    request.append("\r\n").append(body);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    }
  }

  private static Answer read(InputStream in) throws IOException {
    byte[] all = in.readAllBytes();
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    int status = Integer.parseInt(lines[0].split(" ", -1)[1]);
    return new Answer(status, headers, Arrays.copyOfRange(all, end + 4, all.length));
  }
}
