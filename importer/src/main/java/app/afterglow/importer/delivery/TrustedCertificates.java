package app.afterglow.importer.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates somebody trusts beside those the system trusts: servers inside a company often have
 * one of the company's own, or one they signed themselves.
 */
public final class TrustedCertificates {

  private TrustedCertificates() {}

  /**
   * TLS that trusts the certificates of a file and no others.
   *
   * @param file one certificate or more, PEM or DER
   * @throws app.afterglow.problem.UsageException where it isn't there or holds none
   */
  public static SSLContext only(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw DeliveryProblems.noCertificates(file, null);
    }
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw DeliveryProblems.noCertificates(file, null);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (CertificateException e) {
      throw DeliveryProblems.noCertificates(file, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has X.509, PKCS #12 and TLS", e);
    }
  }
}
