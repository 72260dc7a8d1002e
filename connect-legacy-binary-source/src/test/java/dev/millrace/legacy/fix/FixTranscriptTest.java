package dev.millrace.legacy.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.legacy.session.Ending;
import dev.millrace.legacy.session.Place;
import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Whole sessions, byte for byte: those of this module, and those of the shared fixtures. */
class FixTranscriptTest {

    @TestFactory
    Stream<DynamicTest> sessionsOfThisModule() throws IOException {
        try (InputStream file = FixTranscriptTest.class.getResourceAsStream("transcripts.yaml")) {
            assertThat(file).isNotNull();
            return tests(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @TestFactory
    Stream<DynamicTest> sessionsOfTheFixtures() throws IOException {
        Path file = Fixtures.folder("fix").resolve("transcripts.json");
        return tests(Files.readString(file));
    }

    @SuppressWarnings("unchecked")
    private static Stream<DynamicTest> tests(String text) {
        List<Map<String, Object>> sessions = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return sessions.stream()
                .map(session -> DynamicTest.dynamicTest(
                        (String) value(session, "name"),
                        () -> play((List<Map<String, Object>>) value(session, "steps"), (Map<String, Object>)
                                value(session, "expect"))));
    }

    private static void play(List<Map<String, Object>> steps, Map<String, Object> expected) {
        FixDesk desk = new FixDesk(new Place("", 1));
        desk.conversation.begin(desk.line);
        List<String> said = new ArrayList<>();
        for (Map<String, Object> step : steps) {
            switch ((String) value(step, "from")) {
                case "client" -> hear(desk, step, said);
                case "venue" -> desk.says(message(step));
                case "clock" -> pass(desk, (String) value(step, "event"));
                default -> throw new AssertionError(step);
            }
        }
        assertThat(desk.line.sent).isEqualTo(said);
        check(desk, expected);
    }

    /** What the client says must be what it said next, or that it hung up. */
    private static void hear(FixDesk desk, Map<String, Object> step, List<String> said) {
        if (step.containsKey("event")) {
            assertThat(desk.line.endings).hasSize(1);
            return;
        }
        said.add(message(step));
        if (message(step).contains("|35=5|") && desk.line.sent.size() < said.size()) {
            desk.conversation.leave();
        }
        assertThat(desk.line.sent).hasSizeGreaterThanOrEqualTo(said.size());
        assertThat(desk.line.sent.subList(0, said.size())).isEqualTo(said);
    }

    private static String message(Map<String, Object> step) {
        String message = (String) value(step, "message");
        if (step.containsKey("hex")) {
            byte[] bytes = HexFormat.of().parseHex((String) value(step, "hex"));
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1).replace('\u0001', '|'))
                    .isEqualTo(message);
        }
        return message;
    }

    /** Looks as often as the conversation wants to be looked at. */
    private static void pass(FixDesk desk, String event) {
        long until = desk.line.now + Long.parseLong(event.replaceAll("\\D", "")) * 1000;
        long next = desk.after(0);
        while (next <= until) {
            next = desk.after(next - desk.line.now);
        }
        long unused = desk.after(until - desk.line.now);
    }

    private static void check(FixDesk desk, Map<String, Object> expected) {
        assertThat(desk.conversation.nextIn()).isEqualTo(number(expected, "nextIn"));
        assertThat(desk.conversation.nextOut()).isEqualTo(number(expected, "nextOut"));
        assertThat(desk.line.delivered).hasSize((int) number(expected, "applicationMessages"));
        if (expected.get("delivered") instanceof List<?> numbers) {
            Iterator<?> each = numbers.iterator();
            assertThat(desk.line.numbers()).allMatch(number -> number.intValue() == (Integer) each.next());
        }
        boolean stops = desk.line.endings.stream().anyMatch(Ending.Stop.class::isInstance);
        assertThat(stops).isEqualTo(Boolean.TRUE.equals(expected.get("fatal")));
        if (expected.get("events") instanceof List<?> events) {
            assertThat(desk.line.names())
                    .containsAll(events.stream().map(String::valueOf).toList());
        }
    }

    private static long number(Map<String, Object> expected, String name) {
        return ((Number) value(expected, name)).longValue();
    }

    private static Object value(Map<String, Object> holder, String key) {
        return Objects.requireNonNull(holder.get(key), key);
    }
}
