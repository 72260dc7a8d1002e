package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.ReceivedHeaders.Field;
import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The test suite of AWS Signature Version 4, in the header and in the query: each step, and the request that goes out. */
class AwsVectorsTest {

    @TestFactory
    Stream<DynamicTest> signsInTheHeader() throws IOException {
        return cases().map(folder -> DynamicTest.dynamicTest(
                folder.getFileName().toString(), () -> check(folder, AwsTerms.Place.HEADER, "header")));
    }

    @TestFactory
    Stream<DynamicTest> signsInTheQuery() throws IOException {
        return cases().map(folder -> DynamicTest.dynamicTest(
                folder.getFileName().toString(), () -> check(folder, AwsTerms.Place.QUERY, "query")));
    }

    @TestFactory
    Stream<DynamicTest> hasAllCases() throws IOException {
        return Stream.of(
                DynamicTest.dynamicTest("38 of them", () -> assertThat(cases()).hasSize(38)));
    }

    private static void check(Path folder, AwsTerms.Place place, String prefix) throws IOException {
        JsonTree context = JsonTree.read(Files.readAllBytes(folder.resolve("context.json")));
        Message request = Message.read(folder.resolve("request.txt"));

        AwsSignature.Signed signed = new AwsSignature(terms(context, place))
                .sign(
                        new AwsRequest(request.method, request.path, request.query, request.fields),
                        request.body,
                        credentials(context),
                        Instant.parse(context.text("timestamp")));

        Message expected = Message.read(folder.resolve(prefix + "-signed-request.txt"));
        assertThat(signed.canonical()).isEqualTo(text(folder, prefix + "-canonical-request.txt"));
        assertThat(signed.toSign()).isEqualTo(text(folder, prefix + "-string-to-sign.txt"));
        assertThat(signed.request().path()).isEqualTo(expected.path);
        assertThat(signed.request().query()).isEqualTo(expected.query);
        assertThat(fields(signed)).containsExactlyInAnyOrderElementsOf(expected.fields);
        assertThat(signed.authorization() + "&" + signed.request().query())
                .contains(text(folder, prefix + "-signature.txt"));
    }

    private static List<Field> fields(AwsSignature.Signed signed) {
        List<Field> fields = new ArrayList<>(signed.request().fields());
        if (!signed.authorization().isEmpty()) {
            fields.add(new Field("Authorization", signed.authorization()));
        }
        return fields;
    }

    private static AwsTerms terms(JsonTree context, AwsTerms.Place place) {
        boolean signsBody = context.text("sign_body").equals("true");
        boolean omitsToken = context.has("omit_session_token")
                && context.text("omit_session_token").equals("true");
        return new AwsTerms(
                context.text("region"),
                context.text("service"),
                place,
                signsBody ? AwsTerms.Payload.DECLARED : AwsTerms.Payload.SIGNED,
                context.text("normalize").equals("true"),
                !omitsToken,
                Duration.ofSeconds(Long.parseLong(context.text("expiration_in_seconds"))));
    }

    private static AwsCredentials credentials(JsonTree context) {
        JsonTree given = context.at("credentials");
        return new AwsCredentials(
                given.text("access_key_id"),
                given.text("secret_access_key"),
                given.has("token") ? given.text("token") : "");
    }

    private static String text(Path folder, String name) throws IOException {
        return Files.readString(folder.resolve(name)).replaceFirst("\\n$", "");
    }

    private static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(Fixtures.folder("http-auth").resolve("sigv4"))) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    /** A request as the suite writes it: names and values around a bare colon, values folded over lines. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Message(String method, String path, String query, List<Field> fields, byte[] body) {

        static Message read(Path file) throws IOException {
            String text = Files.readString(file).replace("\r\n", "\n");
            int end = text.indexOf("\n\n");
            String head = end < 0 ? text : text.substring(0, end);
            String body = end < 0 ? "" : text.substring(end + 2);
            String[] lines = head.split("\n(?![ \t])", -1);
            String target = lines[0].substring(lines[0].indexOf(' ') + 1, lines[0].lastIndexOf(' '));
            int question = target.indexOf('?');
            List<Field> fields = new ArrayList<>();
            for (String line : List.of(lines).subList(1, lines.length)) {
                if (!line.isBlank()) {
                    int colon = line.indexOf(':');
                    fields.add(new Field(line.substring(0, colon), line.substring(colon + 1)));
                }
            }
            return new Message(
                    lines[0].substring(0, lines[0].indexOf(' ')),
                    question < 0 ? target : target.substring(0, question),
                    question < 0 ? "" : target.substring(question + 1),
                    fields,
                    body.strip().getBytes(StandardCharsets.UTF_8));
        }
    }
}
