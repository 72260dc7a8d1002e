package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpSender;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was signed is what arrives: each check is made of the received request alone. */
@Timeout(120)
class WireTest {

    private static final byte[] KEY = "key".getBytes(StandardCharsets.US_ASCII);

    private RestPartner partner;

    @BeforeEach
    void start() throws IOException {
        partner = RestPartner.start();
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    static Stream<Arguments> requests() {
        return Stream.of(HttpMethod.values())
                .flatMap(method -> Stream.of(
                                "",
                                "/",
                                "/a/b?x=1&b=a%20b&x=%2F",
                                "/a%20b/./c%2Bd/..//e",
                                "/?",
                                "/ü?q=ü",
                                "/a;b=c,d/(e)?f[]=~'*!")
                        .flatMap(path -> Stream.of("127.0.0.1", "LocalHost")
                                .flatMap(host -> Stream.of("", "{\"a\": \"ü\"}")
                                        .map(body -> Arguments.of(method, host, path, body)))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void messageSignatureFitsWhatArrives(HttpMethod method, String host, String path, String body) throws Exception {
        ReceivedRequest received = send(
                Map.of(
                        "http.auth", "http-signature",
                        "http.auth.signature.key", "key",
                        "http.auth.signature.key.form", "utf8",
                        "http.auth.signature.components",
                                "@method,@target-uri,@authority,@path,@query,@request-target,host,content-type,content-length,"
                                        + "content-digest"),
                method,
                host,
                path,
                body);

        String input = received.header("Signature-Input").orElseThrow().substring("sig1=".length());
        StringBuilder base = new StringBuilder();
        Matcher names = Pattern.compile("\"([^\"]+)\"").matcher(input.substring(0, input.indexOf(')')));
        while (names.find()) {
            base.append(names.group())
                    .append(": ")
                    .append(value(received, names.group(1)))
                    .append('\n');
        }
        base.append("\"@signature-params\": ").append(input);
        assertThat(received.header("Signature"))
                .contains("sig1=:" + Base64.getEncoder().encodeToString(mac(KEY, base.toString())) + ":");
        assertThat(input).contains("\"host\"");
        assertThat(input.contains("\"content-digest\"")).isEqualTo(!body.isEmpty());
        if (!body.isEmpty()) {
            assertThat(received.header("Content-Digest"))
                    .contains("sha-256=:" + Base64.getEncoder().encodeToString(sha256(received.body())) + ":");
        }
    }

    private static String value(ReceivedRequest received, String name) {
        String target = received.path();
        int question = target.indexOf('?');
        String host = received.header("Host").orElseThrow();
        return switch (name) {
            case "@method" -> received.method();
            case "@target-uri" -> "http://" + host + target;
            case "@authority" -> host.toLowerCase(Locale.ROOT);
            case "@path" -> question < 0 ? target : target.substring(0, question);
            case "@query" -> question < 0 ? "?" : target.substring(question);
            case "@request-target" -> target;
            default -> String.join(", ", received.headers().get(name));
        };
    }

    @ParameterizedTest
    @MethodSource("requests")
    void hmacFitsWhatArrives(HttpMethod method, String host, String path, String body) throws Exception {
        ReceivedRequest received = send(
                Map.of(
                        "http.auth", "hmac",
                        "http.auth.secrets", "key",
                        "http.auth.hmac.signed",
                                "{method} {url} {host} {target} {path} {query} {header:Content-Type} {body}"),
                method,
                host,
                path,
                body);

        String target = received.path();
        int question = target.indexOf('?');
        String authority = received.header("Host").orElseThrow();
        String signed = String.join(
                " ",
                received.method(),
                "http://" + authority + (path.startsWith("/") ? target : ""),
                authority,
                target.equals("/?") ? "/" : target,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                received.header("Content-Type").orElse(""),
                received.text());
        assertThat(received.header("X-Signature")).contains(HexFormat.of().formatHex(mac(KEY, signed)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void awsSignatureFitsWhatArrives(HttpMethod method, String host, String path, String body) throws Exception {
        ReceivedRequest received = send(aws(Map.of("http.auth.aws.session.token", "to/k=")), method, host, path, body);

        String authorization = received.header("Authorization").orElseThrow();
        Matcher parts = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=(.+)")
                .matcher(authorization);
        assertThat(parts.matches()).isTrue();
        assertThat(parts.group(2))
                .contains("host")
                .contains("x-amz-content-sha256")
                .contains("x-amz-security-token");
        assertThat(parts.group(2).contains("content-type")).isEqualTo(!body.isEmpty());
        String[] scope = parts.group(1).split("/", 2);
        String canonical = canonical(received, "", parts.group(2));
        assertThat(parts.group(3))
                .isEqualTo(awsSignature(canonical, received.header("X-Amz-Date").orElseThrow(), scope[1]));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void awsQueryFitsWhatArrives(HttpMethod method, String host, String path, String body) throws Exception {
        ReceivedRequest received = send(aws(Map.of("http.auth.aws.place", "query")), method, host, path, body);

        Map<String, String> query = query(received.path());
        String canonical = canonical(received, "X-Amz-Signature", of(query, "X-Amz-SignedHeaders"));
        assertThat(query.get("X-Amz-Signature"))
                .isEqualTo(awsSignature(
                        canonical,
                        of(query, "X-Amz-Date"),
                        of(query, "X-Amz-Credential").split("/", 2)[1]));
        assertThat(query).containsEntry("X-Amz-Expires", "300");
    }

    private static String of(Map<String, String> query, String name) {
        return query.getOrDefault(name, "");
    }

    private static Map<String, String> aws(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "http.auth", "aws-sigv4",
                "http.auth.aws.region", "eu-central-1",
                "http.auth.aws.service", "s3",
                "http.auth.aws.access.key.id", "AKID",
                "http.auth.aws.secret.access.key", "key"));
        options.putAll(more);
        return options;
    }

    /** For S3, whose paths are signed as they are. */
    private static String canonical(ReceivedRequest received, String without, String signedHeaders) throws Exception {
        String target = received.path();
        int question = target.indexOf('?');
        Map<String, String> query = new TreeMap<>();
        if (question >= 0) {
            for (String pair : target.substring(question + 1).split("&", -1)) {
                if (!pair.isEmpty() && !pair.startsWith(without + "=")) {
                    String[] both = Arrays.copyOf(pair.split("=", 2), 2);
                    String name = strict(both[0]) + "=";
                    query.merge(
                            name + strict(String.valueOf(both[1])),
                            name + strict(String.valueOf(both[1])),
                            (a, b) -> a + "&" + b);
                }
            }
        }
        StringBuilder text = new StringBuilder(received.method()).append('\n');
        text.append(strict(question < 0 ? target : target.substring(0, question))
                        .replace("%2F", "/"))
                .append('\n');
        text.append(String.join("&", query.values())).append('\n');
        for (String name : signedHeaders.split(";", -1)) {
            text.append(name)
                    .append(':')
                    .append(String.join(",", received.headers().get(name)))
                    .append('\n');
        }
        return text + "\n" + signedHeaders + "\n" + HexFormat.of().formatHex(sha256(received.body()));
    }

    private static String strict(String encoded) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(String.valueOf(encoded.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        StringBuilder text = new StringBuilder();
        for (byte next : bytes.toByteArray()) {
            boolean kept = next > 0 && ("-_.~".indexOf(next) >= 0 || Character.isLetterOrDigit(next));
            text.append(kept ? String.valueOf((char) next) : String.format("%%%02X", next));
        }
        return text.toString();
    }

    private static String awsSignature(String canonical, String time, String scope) throws Exception {
        String[] names = scope.split("/", -1);
        byte[] key = mac("AWS4key".getBytes(StandardCharsets.US_ASCII), names[0]);
        for (String name : List.of(names).subList(1, names.length)) {
            key = mac(key, name);
        }
        String hash = HexFormat.of().formatHex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(mac(key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hash));
    }

    private static Map<String, String> query(String target) {
        return Stream.of(target.substring(target.indexOf('?') + 1).split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair[0].startsWith("X-Amz-"))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private ReceivedRequest send(
            Map<String, String> options, HttpMethod method, String host, String path, String body) {
        try (HttpSender sender = Auth.sender(options, 1)) {
            String url = "http://" + host + ":" + partner.port() + path;
            assertThat(Auth.get(sender.send(Auth.call(method, url, body))).status())
                    .isEqualTo(200);
        }
        return partner.received().get(0);
    }

    private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
