package app.afterglow.exporter.wickr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * The forms in which a client may have taken its device's id: on Windows the SID as it is, on
 * Android a UUID made of the Android ID's MD5 (version 3, RFC 9562), and elsewhere nobody knows, so
 * that case and hyphens are tried both ways.
 */
final class DeviceIdForms {

  private DeviceIdForms() {}

  /** The forms to try, the likeliest first. */
  static List<String> of(String deviceId) {
    String id = deviceId.strip();
    Set<String> cases = new LinkedHashSet<>();
    cases.add(id);
    cases.add(id.toUpperCase(Locale.ROOT));
    cases.add(id.toLowerCase(Locale.ROOT));
    Set<String> forms = new LinkedHashSet<>(cases);
    for (String form : cases) {
      forms.add(UUID.nameUUIDFromBytes(form.getBytes(StandardCharsets.UTF_8)).toString());
    }
    cases.forEach(form -> forms.add(form.replace("-", "")));
    return new ArrayList<>(forms);
  }
}
