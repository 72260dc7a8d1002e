package dev.millrace.ops.alerts;

import java.util.Optional;
import java.util.Properties;

/**
 * A server that takes mail by SMTP (RFC 5321).
 *
 * @param user empty where nobody logs in
 */
record MailServer(String host, int port, Security security, String user, Optional<SecretPlace> password) {

    private static final String TIMEOUT_MS = "15000";

    /** How the connection is kept secret. */
    enum Security {
        /** Plain at first, then TLS, or no mail at all (RFC 3207). */
        STARTTLS(587),
        /** TLS from the first byte (RFC 8314). */
        TLS(465),
        NONE(25);

        private final int port;

        Security(int port) {
            this.port = port;
        }

        /** Where such servers listen. */
        int port() {
            return port;
        }
    }

    /** What the library is told. */
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        properties.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (security) {
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> {
                // Plain.
            }
        }
        return properties;
    }
}
