package dev.millrace.ops.alerts;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * Mails notices as plain text. All notices of one alert are one thread, and a notice keeps its Message-ID in every attempt.
 *
 * @param from the address that it comes from
 * @param to whom
 */
record MailChannel(String name, MailServer server, String from, List<String> to) implements Channel {

    MailChannel {
        to = List.copyOf(to);
    }

    @Override
    public String target() {
        return String.join(", ", to) + " by " + server.host();
    }

    @Override
    public void send(Notice notice) throws IOException {
        Session session = Session.getInstance(server.properties(), new Login());
        try {
            Transport.send(message(session, notice));
        } catch (MessagingException failed) {
            // Its message may quote what the server said, which may quote addresses, and nothing of a flow.
            throw new IOException(reason(failed), failed);
        }
    }

    private static String reason(MessagingException failed) {
        String text = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        return failed.getClass().getSimpleName() + ": " + text;
    }

    private MimeMessage message(Session session, Notice notice) throws MessagingException {
        MimeMessage message = new Identified(session, messageId(notice.id()));
        message.setFrom(new InternetAddress(from));
        for (String one : to) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(one));
        }
        message.setSubject("[Millrace] " + notice.headline(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(notice.at()));
        // RFC 3834: no holiday notice shall answer.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader(
                "References",
                messageId(UUID.nameUUIDFromBytes(notice.alert().id().getBytes(StandardCharsets.UTF_8))
                        .toString()));
        message.setText(text(notice), StandardCharsets.UTF_8.name());
        return message;
    }

    private String messageId(String id) {
        return "<" + id + from.substring(from.lastIndexOf('@')) + ">";
    }

    private static String text(Notice notice) {
        Alert alert = notice.alert();
        StringBuilder text = new StringBuilder(notice.kind() == Notice.Kind.RESOLVED ? "It is over. Before: " : "")
                .append(alert.sentence())
                .append("\n\nRule:     ")
                .append(alert.rule())
                .append(" (")
                .append(alert.severity().word())
                .append(")\nSubject:  ")
                .append(alert.subject())
                .append("\nSince:    ")
                .append(alert.since());
        if (!alert.runbook().isEmpty()) {
            text.append("\nRunbook:  ").append(alert.runbook());
        }
        if (!notice.link().isEmpty()) {
            text.append("\nConsole:  ").append(notice.link());
        }
        return text.append('\n').toString();
    }

    private final class Login extends Authenticator {

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(
                    server.user(), server.password().map(SecretPlace::read).orElse(""));
        }
    }

    /** Keeps the id that it is given. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
