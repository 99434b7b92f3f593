package app.afterglow.exporter.container;

import java.io.IOException;

/** A container's bytes make no sense; put into words where the container's name is known. */
final class MalformedContainerException extends IOException {

  private static final long serialVersionUID = 1L;

  MalformedContainerException(Throwable cause) {
    super(cause);
  }

  MalformedContainerException(String why) {
    super(why);
  }
}
