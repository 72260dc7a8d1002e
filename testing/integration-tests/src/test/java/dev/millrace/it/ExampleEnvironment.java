package dev.millrace.it;

import dev.millrace.feed.content.PgpFiles;
import dev.millrace.partner.SendGridSigner;
import dev.millrace.quickstart.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A value for every variable that the examples refer to: of the right form, and with nobody at the addresses. A name that
 * is not listed has a value by its ending.
 */
final class ExampleEnvironment {

    private static final String PROTECT_KEYS = """
            {"keys": [{"id": "k1", "use": ["encrypt", "hmac"], "key": "8f7G3kQvZb0m1n2o3p4q5r6s7t8u9v0w1x2y3z4A5B4="}]}\
            """;

    private static final String NOBODY = "127.0.0.1";

    /** What has no form of its own; the passphrase of the key too. */
    private static final String SECRET = "a-value-of-the-check";

    private final String port = String.valueOf(FreePorts.next());
    private final Path folder = Platform.folder();
    private final PgpFiles.Person partner = PgpFiles.person(SECRET);

    /** The variables of these examples with their values. */
    Map<String, String> of(List<ConfigExample> examples) {
        Map<String, String> values = new TreeMap<>();
        examples.forEach(example -> example.variables().forEach(name -> values.put(name, value(name))));
        return values;
    }

    private String value(String name) {
        return switch (name) {
            case "KAFKA_BOOTSTRAP_SERVERS" -> Platform.broker().bootstrapServers();
            case "NACHA_LAYOUT" -> example("layouts/nacha.yaml");
            case "ORDERS_COPYBOOK" -> example("layouts/orders.cpy");
            case "ORDER_FEED_SESSION" -> example("sessions/order-feed.yaml");
            case "PGP_PRIVATE_KEY" -> partner.privateKey();
            case "PGP_PARTNER_KEY" -> partner.publicKey();
            case "FEED_USERNAME" -> "trader";
            case "FEED_PASSWORD" -> "secret";
            case "SNS_TOPIC_ARN" -> "arn:aws:sns:eu-central-1:123456789012:orders";
            case "CLOUDEVENTS_ORIGIN" -> "events.example.com";
            case "SENDGRID_PUBLIC_KEY" -> new SendGridSigner().publicKey();
            default -> byEnding(name);
        };
    }

    private String byEnding(String name) {
        if (name.matches(".*(DATABASE|DB)_URL")) {
            return "jdbc:postgresql://" + NOBODY + ":" + port + "/shop";
        }
        if (name.endsWith("PROTECT_KEYS")) {
            return PROTECT_KEYS;
        }
        if (name.endsWith("_PRIVATE_KEY")) {
            return privateKey();
        }
        if (name.endsWith("_URL")) {
            return "http://" + NOBODY + ":" + port;
        }
        if (name.endsWith("_HOST")) {
            return NOBODY;
        }
        if (name.endsWith("_PORT")) {
            return port;
        }
        if (name.endsWith("_FINGERPRINT")) {
            return name.contains("CERTIFICATE") ? "AB:".repeat(31) + "CD" : "SHA256:" + "A".repeat(43);
        }
        if (name.matches(".*_(FOLDER|FILES|DIR)")) {
            return folders();
        }
        return SECRET;
    }

    /** A new RSA key, as the JSON of a service account has it. */
    private static String privateKey() {
        try {
            byte[] key = KeyPairGenerator.getInstance("RSA")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private String folders() {
        try {
            Files.createDirectories(folder.resolve("inbound"));
            Files.createDirectories(folder.resolve("archive"));
            return folder.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String example(String file) {
        return ConfigExample.FOLDER.resolve(file).toString();
    }
}
