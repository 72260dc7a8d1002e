package dev.millrace.feed.edi;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One case of the files in spec/edi-acks: a report, and the answers to it, one segment a line. */
record AcknowledgementCase(String file, Map<?, ?> text) {

    static final Charset CHARSET = StandardCharsets.ISO_8859_1;
    private static final List<String> FILES = List.of("ta1", "997", "999", "contrl", "choice");

    static Stream<AcknowledgementCase> all() {
        return FILES.stream().flatMap(AcknowledgementCase::of);
    }

    static Stream<AcknowledgementCase> of(String file) {
        try (InputStream yaml = AcknowledgementCase.class.getResourceAsStream("/spec/edi-acks/" + file + ".yaml")) {
            List<?> cases = new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(yaml, file));
            return cases.stream().map(one -> new AcknowledgementCase(file, (Map<?, ?>) one));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String content(Read.Reply reply) {
        return CHARSET.decode(reply.content().duplicate()).toString();
    }

    static Headers headers(Read.Reply reply) {
        return Objects.requireNonNull(reply.headers());
    }

    List<Read.Reply> replies() {
        boolean strict = !"warn".equals(text.get("envelope"));
        AcknowledgementOptions options = new AcknowledgementOptions(
                strings(text.get("acks")).isEmpty() ? Set.of("auto") : Set.copyOf(strings(text.get("acks"))),
                "errors".equals(text.get("detail")) ? AcknowledgementDetail.ERRORS : AcknowledgementDetail.ALL,
                number(text.get("findings-max"), 1000));
        Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
        strings(text.get("refusals")).forEach(name -> refusals.add(Refusal.valueOf(name.toUpperCase(Locale.ROOT))));
        return new AcknowledgementWriter(options, finding -> strict, CHARSET)
                .replies(report(), refusals, Position.START, Position.START)
                .toList();
    }

    /** The names of the answers and their texts, as the file has them. */
    Map<String, String> expected() {
        Map<String, String> expected = new LinkedHashMap<>();
        if (text.get("replies") instanceof Map<?, ?> replies) {
            replies.forEach((name, lines) ->
                    expected.put(String.valueOf(name), String.valueOf(lines).replace("\n", "")));
        }
        return expected;
    }

    List<String> statuses() {
        return strings(text.get("status"));
    }

    List<String> names() {
        return strings(text.get("names"));
    }

    InterchangeReport report() {
        Envelope interchange = envelope(text.get("interchange"));
        List<GroupReport> groups = maps(text.get("groups")).stream()
                .map(group -> group(interchange.standard(), group))
                .toList();
        return new InterchangeReport(interchange, groups, findings(text.get("findings")));
    }

    private static GroupReport group(EdiStandard standard, Map<?, ?> group) {
        List<TransactionReport> transactions = maps(group.get("transactions")).stream()
                .map(transaction -> new TransactionReport(
                        new Envelope(standard, fields(transaction.get("envelope"))),
                        findings(transaction.get("findings")),
                        10))
                .toList();
        int received = number(group.get("received"), transactions.size());
        long faulty = transactions.stream().filter(t -> !t.findings().isEmpty()).count();
        return new GroupReport(
                new Envelope(standard, fields(group.get("group"))),
                transactions,
                findings(group.get("findings")),
                number(group.get("stated"), received),
                received,
                (int) (received - faulty));
    }

    private static Envelope envelope(@Nullable Object map) {
        Map<String, String> fields = fields(map);
        EdiStandard standard = EdiStandard.valueOf(Objects.requireNonNull(fields.remove("standard")));
        return new Envelope(standard, fields);
    }

    private static Map<String, String> fields(@Nullable Object map) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (map instanceof Map<?, ?> given) {
            given.forEach((name, value) -> fields.put(String.valueOf(name), String.valueOf(value)));
        }
        return fields;
    }

    /** Such as {@code element-missing 8 NM1 2010AA 3:2:1}: problem, segment, tag, loop or -, element. */
    private static List<Finding> findings(@Nullable Object list) {
        return strings(list).stream().map(AcknowledgementCase::finding).collect(Collectors.toList());
    }

    private static Finding finding(String text) {
        String[] words = text.split(" ", -1);
        EdiProblem problem = EdiProblem.of(words[0]).orElseThrow();
        if (words.length == 1) {
            return new Finding(problem, Place.NONE);
        }
        String loop = words.length > 3 && !words[3].equals("-") ? words[3] : "";
        int[] element = {0, 0, 0};
        if (words.length > 4) {
            String[] numbers = words[4].split(":", -1);
            for (int i = 0; i < numbers.length; i++) {
                element[i] = Integer.parseInt(numbers[i]);
            }
        }
        return new Finding(
                problem, new Place(Integer.parseInt(words[1]), words[2], loop, element[0], element[1], element[2]));
    }

    private static List<Map<?, ?>> maps(@Nullable Object list) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (list instanceof List<?> given) {
            given.forEach(element -> maps.add((Map<?, ?>) element));
        }
        return maps;
    }

    private static List<String> strings(@Nullable Object list) {
        return list instanceof List<?> given
                ? given.stream().map(String::valueOf).toList()
                : list == null ? List.of() : List.of(String.valueOf(list));
    }

    private static int number(@Nullable Object value, int standard) {
        return value instanceof Number number ? number.intValue() : standard;
    }

    @Override
    public String toString() {
        return file + ": " + text.get("name");
    }
}
