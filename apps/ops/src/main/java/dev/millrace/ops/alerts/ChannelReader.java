package dev.millrace.ops.alerts;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads channels of a file.
 *
 * @param file beside which files of secrets lie
 */
record ChannelReader(Path file) {

    Supplier<Channel> read(String name, Part part) {
        String kind = part.need("kind");
        Supplier<Channel> channel = switch (kind) {
            case "log" -> () -> new LogChannel(name);
            case "webhook" -> webhook(name, part);
            case "email" -> mail(name, part);
            default -> throw part.wrong("kind", "is none of log, webhook, email: " + kind);
        };
        part.nothingElse();
        return channel;
    }

    private Supplier<Channel> webhook(String name, Part part) {
        URI url = part.made("url", "http or https address", ChannelReader::address)
                .orElseThrow(() -> part.wrong("url", "is missing"));
        SecretPlace secret = secret("secret", part)
                .orElseThrow(() -> part.wrong("secret", "is missing: every webhook is signed (Standard Webhooks)"));
        try {
            WebhookChannel.keys(secret.read());
        } catch (IllegalArgumentException none) {
            throw part.wrong("secret", String.valueOf(none.getMessage()));
        }
        return () -> new WebhookChannel(name, url, secret, Clock.systemUTC());
    }

    private Supplier<Channel> mail(String name, Part part) {
        MailServer.Security security = part.made(
                        "security",
                        "starttls, tls or none",
                        text -> MailServer.Security.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(MailServer.Security.STARTTLS);
        Optional<String> user = part.text("user");
        Optional<SecretPlace> password = secret("password", part);
        if (user.isPresent() != password.isPresent()) {
            throw part.wrong("user", "and password go together");
        }
        MailServer server = new MailServer(
                part.need("host"),
                part.made("port", "port", ChannelReader::port).orElse(security.port()),
                security,
                user.orElse(""),
                password);
        List<String> to = part.allMade("to", "mail address", ChannelReader::mailAddress);
        if (to.isEmpty()) {
            throw part.wrong("to", "is missing: name whom to tell");
        }
        String from = part.made("from", "mail address", ChannelReader::mailAddress)
                .orElseThrow(() -> part.wrong("from", "is missing"));
        return () -> new MailChannel(name, server, from, to);
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(text);
        }
        return port;
    }

    private static String mailAddress(String text) {
        try {
            new InternetAddress(text, true).validate();
            return text;
        } catch (AddressException none) {
            throw new IllegalArgumentException(text, none);
        }
    }

    private Optional<SecretPlace> secret(String key, Part part) {
        return part.part(key).map(place -> {
            Optional<String> environment = place.text("env");
            Optional<String> path = place.text("file");
            place.nothingElse();
            if (environment.isPresent() == path.isPresent()) {
                throw part.wrong(key, "needs one of env, the name of an environment variable, and file");
            }
            SecretPlace found = environment
                    .<SecretPlace>map(SecretPlace.Environment::new)
                    .orElseGet(() -> new SecretPlace.InFile(file.resolveSibling(path.orElseThrow())));
            if (found.read().isEmpty()) {
                throw part.wrong(key, "is empty, or not there: " + found);
            }
            return found;
        });
    }

    private static URI address(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme()) || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(text);
        }
        return uri;
    }
}
