package dev.millrace.http;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go and how they are made.
 *
 * @param headers those of the configuration, without the credentials
 * @param requestTimeout for one attempt, from the connection to the last byte of the reply
 * @param retryAfterMax the longest wait that a receiver may ask of one record
 */
public record HttpSettings(
        URI url,
        HttpMethod method,
        String contentType,
        List<HttpHeader> headers,
        Credentials credentials,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration retryAfterMax) {

    public static final String URL = "http.url";
    public static final String METHOD = "http.method";
    public static final String CONTENT_TYPE = "http.content.type";
    public static final String HEADERS = "http.headers";
    public static final String SECRET_HEADERS = "http.secret.headers";
    public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    public static final String REQUEST_TIMEOUT = "http.request.timeout.ms";
    public static final String RETRY_AFTER_MAX = "http.retry.after.max.ms";

    private static final List<String> SECRETS = List.of("authorization", "proxy-authorization", "cookie");

    public HttpSettings {
        headers = List.copyOf(headers);
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "HTTP")
                .required(
                        URL,
                        ConfigDef.Type.STRING,
                        "Where each record is sent, such as https://partner.example/orders. It holds no user name or"
                                + " password: they belong to http.auth.")
                .add(
                        METHOD,
                        ConfigDef.Type.STRING,
                        "post",
                        ConfigDef.CaseInsensitiveValidString.in("post", "put", "patch", "delete"),
                        ConfigDef.Importance.MEDIUM,
                        "How each record is sent. Choose put or delete when the receiver defines its effect so; they may be"
                                + " repeated without harm.")
                .text(
                        CONTENT_TYPE,
                        "application/json",
                        "The Content-Type of each request. Change it when the record values are text or bytes in another"
                                + " format.")
                .list(
                        HEADERS,
                        "",
                        "Headers to send with each request, each as Name: value, such as Accept: application/json. They are"
                                + " shown by the Connect REST API; what is secret goes to http.secret.headers.")
                .secret(
                        SECRET_HEADERS,
                        "Headers that hold secrets, such as X-Api-Key: value; one on each line. Set it when the receiver"
                                + " wants a key of its own beside or instead of http.auth.")
                .number(
                        CONNECT_TIMEOUT,
                        10_000,
                        1,
                        600_000,
                        "How long a connection may take, TLS included, in milliseconds. Raise it for a receiver far away.")
                .number(
                        REQUEST_TIMEOUT,
                        30_000,
                        1,
                        3_600_000,
                        "How long one attempt may take, from the connection to the last byte of the reply, in"
                                + " milliseconds. Raise it above the slowest answer that is still good: a request given up"
                                + " may have been acted on, and is sent again.")
                .number(
                        RETRY_AFTER_MAX,
                        600_000L,
                        0L,
                        Duration.ofDays(1).toMillis(),
                        "The longest wait of one record that Retry-After may ask for, in milliseconds; a receiver that asks"
                                + " for more is treated as down for that long. Lower it when late records are worth"
                                + " less.");
        AuthSettings.define(definition);
    }

    /** Reads what {@link #validate} has no problem with. */
    public static HttpSettings from(AbstractConfig config) {
        return new HttpSettings(
                URI.create(config.getString(URL)),
                OptionGroup.choiceOf(HttpMethod.class, config.getString(METHOD)),
                config.getString(CONTENT_TYPE),
                Stream.concat(
                                config.getList(HEADERS).stream(),
                                secretLines(config.getPassword(SECRET_HEADERS)).stream())
                        .map(HttpHeader::parse)
                        .toList(),
                AuthSettings.from(config),
                Duration.ofMillis(config.getInt(CONNECT_TIMEOUT)),
                Duration.ofMillis(config.getInt(REQUEST_TIMEOUT)),
                Duration.ofMillis(config.getLong(RETRY_AFTER_MAX)));
    }

    public static void validate(AbstractConfig config, Problems problems) {
        validateUrl(config.getString(URL), problems);
        try {
            new HttpHeader("Content-Type", config.getString(CONTENT_TYPE));
        } catch (IllegalArgumentException wrong) {
            problems.report(CONTENT_TYPE, "is no media type: " + wrong.getMessage());
        }
        for (String line : config.getList(HEADERS)) {
            validateHeader(HEADERS, line, problems);
            if (SECRETS.stream().anyMatch(name -> isNamed(line, name))) {
                problems.report(
                        HEADERS, "would show a secret: use http.auth, or " + SECRET_HEADERS + " for another scheme");
            }
        }
        for (String line : secretLines(config.getPassword(SECRET_HEADERS))) {
            validateHeader(SECRET_HEADERS, line, problems);
            if (isNamed(line, "authorization") && AuthSettings.isOn(config)) {
                problems.report(SECRET_HEADERS, "holds an Authorization besides that of http.auth: remove one of them");
            }
        }
        if (config.getInt(REQUEST_TIMEOUT) < config.getInt(CONNECT_TIMEOUT)) {
            problems.report(
                    REQUEST_TIMEOUT,
                    "includes the connection, so it can't be shorter than " + CONNECT_TIMEOUT + ": raise it or lower "
                            + CONNECT_TIMEOUT);
        }
        AuthSettings.validate(config, problems);
    }

    /** The address as it may be shown: without its query, which may hold a secret. */
    public String endpoint() {
        String path = url.getRawPath();
        return url.getScheme() + "://" + url.getRawAuthority() + (path == null ? "" : path);
    }

    private static void validateUrl(String url, Problems problems) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                problems.report(URL, "must begin with http:// or https://");
            } else if (uri.getHost() == null) {
                problems.report(
                        URL,
                        "names no host, or one with other than letters, digits, dots and dashes: write it as"
                                + " https://host/path");
            } else if (uri.getPort() == 0 || uri.getPort() > 65_535) {
                problems.report(URL, "names a port that does not exist: use 1 to 65535");
            } else if (uri.getRawUserInfo() != null) {
                problems.report(URL, "holds a user name: remove it, and use http.auth=basic");
            } else if (uri.getRawFragment() != null) {
                problems.report(URL, "holds a fragment (#), which is never sent: remove it");
            }
        } catch (URISyntaxException wrong) {
            problems.report(URL, "is no address: " + wrong.getReason() + " at position " + wrong.getIndex());
        }
    }

    private static void validateHeader(String key, String line, Problems problems) {
        try {
            HttpHeader.parse(line);
        } catch (IllegalArgumentException wrong) {
            problems.report(key, String.valueOf(wrong.getMessage()));
        }
    }

    private static boolean isNamed(String line, String name) {
        return line.split(":", 2)[0].strip().equalsIgnoreCase(name);
    }

    private static List<String> secretLines(@Nullable Password lines) {
        return lines == null
                ? List.of()
                : lines.value().lines().filter(line -> !line.isBlank()).toList();
    }
}
