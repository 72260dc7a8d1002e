package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs every case of the third-party CSV suites, whatever form their expectations have. */
final class CsvFixtures {

    private static final Map<String, String> BARE = Map.of("csv.header", "none", "csv.blank.lines", "keep");

    private static final Map<String, String> ANY_WIDTH =
            Map.of("schema.mode", "none", "csv.fields.missing", "null", "csv.fields.extra", "number");

    private static final List<String> LINE_ENDS = List.of("\n", "\r", "\r\n");

    private final Path folder;
    private final Map<String, String> reasons = new HashMap<>();
    private final Map<String, Map<String, String>> dialects = new HashMap<>();
    private final List<CsvVerdict> verdicts = new ArrayList<>();

    private CsvFixtures(Path folder) {
        this.folder = folder;
    }

    /** The suites' folder, when it is there. */
    static Optional<Path> folder() {
        Path folder = Path.of(System.getProperty("millrace.fixtures", "")).resolve("csv");
        return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }

    static List<CsvVerdict> verdicts(Path folder) throws IOException {
        CsvFixtures fixtures = new CsvFixtures(folder);
        fixtures.files();
        fixtures.rfc4180();
        fixtures.fastcsv();
        fixtures.scanner();
        fixtures.spectrum();
        fixtures.dirty();
        fixtures.reasons.keySet().forEach(name -> fixtures.verdicts.add(new CsvVerdict(name, CsvVerdict.FAILS)));
        return List.copyOf(fixtures.verdicts);
    }

    private void files() throws IOException {
        Map<?, ?> own = (Map<?, ?>) FormatSpec.yaml(FormatSpec.resource("third-party.yaml"));
        ((Map<?, ?>) Optional.ofNullable(own.get("reasons")).orElseThrow())
                .forEach((reason, names) ->
                        ((List<?>) names).forEach(name -> reasons.put(name.toString(), reason.toString())));
        for (Map<String, Object> file : FormatSpec.maps(own.get("dialects"))) {
            dialects.put(String.valueOf(file.get("file")), options(file));
        }
        for (Map<String, Object> file : FormatSpec.maps(own.get("files"))) {
            String name = String.valueOf(file.get("file"));
            decide(
                    name,
                    rows(options(file), Files.readAllBytes(folder.resolve(name)))
                            .equals(file.get("reads")));
        }
    }

    private static Map<String, String> options(Map<String, Object> file) {
        Map<String, String> options = new TreeMap<>();
        ((Map<?, ?>) file.getOrDefault("options", Map.of()))
                .forEach((key, value) -> options.put(key.toString(), value.toString()));
        return options;
    }

    private void rfc4180() throws IOException {
        for (Map<String, Object> test : cases("rfc4180/cases.json")) {
            Map<String, String> options = new HashMap<>(BARE);
            if (Boolean.TRUE.equals(test.get("header"))) {
                options.put("csv.header", "first-line");
            }
            if (String.valueOf(test.get("note")).startsWith("expected header ")) {
                options.put("csv.columns", String.valueOf(test.get("note")).substring("expected header ".length()));
            }
            byte[] bytes = test.get("bytesHex") instanceof String hex
                    ? HexFormat.of().parseHex(hex)
                    : String.valueOf(test.get("input")).getBytes(UTF_8);
            List<Object> rows = rows(options, bytes);
            Object error = test.get("error");
            decide(
                    "rfc4180/" + test.get("name"),
                    error == null
                            ? rows.equals(test.get("records"))
                            : rows.stream().anyMatch(error::equals));
        }
    }

    private void fastcsv() throws IOException {
        List<Path> specs;
        try (Stream<Path> files = Files.list(folder.resolve("fastcsv/spec"))) {
            specs = files.sorted().toList();
        }
        for (Path file : specs) {
            Map<?, ?> spec = (Map<?, ?>) FormatSpec.yaml(Files.readString(file));
            Map<?, ?> settings = spec.get("settings") instanceof Map<?, ?> map ? map : Map.of();
            Map<String, String> options = new HashMap<>(BARE);
            options.putAll(ANY_WIDTH);
            options.put("csv.comment", "NONE".equals(settings.get("commentMode")) ? "none" : "#");
            options.put("csv.blank.lines", Boolean.TRUE.equals(settings.get("skipEmptyLines")) ? "skip" : "keep");
            boolean mayRefuse = Boolean.TRUE.equals(settings.get("exceptionAllowed"));
            for (Map<String, Object> check : FormatSpec.maps(spec.get("checks"))) {
                fastcsv(check, options, mayRefuse);
            }
        }
    }

    private void fastcsv(Map<String, Object> check, Map<String, String> options, boolean mayRefuse) throws IOException {
        boolean passes = true;
        boolean refuses = true;
        for (String lineEnd : LINE_ENDS) {
            List<Object> rows = rows(
                    options, signs(String.valueOf(check.get("input")), lineEnd).getBytes(UTF_8));
            List<Object> expected = new ArrayList<>();
            for (Object record : (List<?>) check.getOrDefault("records", List.of())) {
                expected.add(((List<?>) record)
                        .stream()
                                .map(field -> signs(String.valueOf(field), lineEnd))
                                .toList());
            }
            passes &= rows.equals(expected);
            refuses &= rows.stream().anyMatch(String.class::isInstance);
        }
        String name = "fastcsv/" + check.get("id");
        if (!passes && mayRefuse && refuses) {
            verdicts.add(new CsvVerdict(name, CsvVerdict.REFUSES));
        } else {
            decide(name, passes);
        }
    }

    /** Lines of text in which ^ marks where a record begins and $ stands for any line end. */
    private void scanner() throws IOException {
        int number = 0;
        for (String line : Files.readAllLines(folder.resolve("fastcsv/scanner.txt"))) {
            number++;
            if (!line.startsWith("^")) {
                continue;
            }
            boolean passes = true;
            for (String lineEnd : LINE_ENDS) {
                passes &= startsWhereMarked(line.replaceAll("\\s+COMMENT_NONE$", ""), lineEnd);
            }
            decide("fastcsv/scanner.txt, line " + number, passes);
        }
    }

    private static boolean startsWhereMarked(String line, String lineEnd) throws IOException {
        String marked = line.replace("$", lineEnd).replace("\\n", "\n").replace("\\r", "\r");
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < marked.length(); i++) {
            if (marked.charAt(i) == '^') {
                expected.add((long) i - expected.size());
            }
        }
        return FormatSpec.read("csv", BARE, marked.replace("^", "").getBytes(UTF_8)).stream()
                .map(read -> read.start().offset())
                .toList()
                .equals(expected);
    }

    private void spectrum() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder.resolve("csv-spectrum/csvs"))) {
            files = listed.sorted().toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            List<Object> rows = new ArrayList<>();
            FormatSpec.read("csv", Map.of(), Files.readAllBytes(file)).forEach(read -> rows.add(read.value()));
            decide(
                    "csv-spectrum/csvs/" + name,
                    rows.equals(cases("csv-spectrum/json/" + name.replace(".csv", ".json"))));
        }
    }

    /** Expectations of a reader that takes records of any width, and a blank line for a record without fields. */
    private void dirty() throws IOException {
        for (Map<String, Object> test : cases("dirty/expected.json")) {
            String name = String.valueOf(test.get("file"));
            Map<String, String> options = new HashMap<>(BARE);
            Object delimiter = ((Map<?, ?>) test.getOrDefault("dialect", Map.of())).get("delimiter");
            options.put(
                    "csv.separator",
                    delimiter == null ? "," : delimiter.toString().replace("\t", "tab"));
            options.putAll(dialects.getOrDefault(name, Map.of()));
            List<Object> rows = rows(options, Files.readAllBytes(folder.resolve(name)));
            boolean allGood = rows.stream().allMatch(List.class::isInstance);
            decide(
                    name,
                    test.containsKey("error")
                            ? !allGood
                            : allGood
                                    && rows.size() == ((Number) Objects.requireNonNull(test.get("records"))).intValue()
                                    && rows.get(0).equals(test.get("first"))
                                    && rows.get(rows.size() - 1).equals(test.get("last")));
        }
    }

    private void decide(String name, boolean passes) {
        String reason = reasons.remove(name);
        if (passes) {
            verdicts.add(new CsvVerdict(name, reason == null ? CsvVerdict.PASS : CsvVerdict.FAILS));
        } else {
            verdicts.add(new CsvVerdict(name, reason == null ? CsvVerdict.FAILS : reason));
        }
    }

    /** A record as the list of its values, a malformed one as its code. */
    private static List<Object> rows(Map<String, String> options, byte[] bytes) throws IOException {
        List<Object> rows = new ArrayList<>();
        for (SeenRead read : FormatSpec.read("csv", options, bytes)) {
            rows.add(read.value() instanceof Map<?, ?> row ? new ArrayList<>(row.values()) : read.kind());
        }
        return rows;
    }

    private List<Map<String, Object>> cases(String file) throws IOException {
        return FormatSpec.maps(FormatSpec.yaml(Files.readString(folder.resolve(file))));
    }

    /** The suite's pictures of characters that a YAML file would lose. */
    private static String signs(String text, String lineEnd) {
        return text.replace("\u240D", "\r")
                .replace("\u240A", "\n")
                .replace("\u2424", "\r\n")
                .replace("\u23CE", lineEnd)
                .replace("\u2420", " ");
    }
}
