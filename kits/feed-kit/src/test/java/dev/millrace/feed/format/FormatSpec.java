package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One case of a format's YAML files. */
record FormatSpec(String format, Map<String, Object> text) {

    /** Formats whose cases are written in another form, and have tests of their own. */
    private static final Set<String> OTHERWISE = Set.of("copybook", "layout");

    /** The cases of the files in the format's folder under {@code /spec}. */
    static Stream<FormatSpec> of(String format) {
        if (OTHERWISE.contains(format)) {
            return Stream.empty();
        }
        URL folder = Objects.requireNonNull(FormatSpec.class.getResource("/spec/" + format), format);
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(file -> resource("/spec/" + format + "/" + file.getFileName()))
                    .flatMap(file -> maps(yaml(file)).stream())
                    .map(text -> new FormatSpec(format, text))
                    .toList()
                    .stream();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the cases of " + format + " can't be listed", e);
        }
    }

    /** The text of a file beside this class, or of one by its whole path. */
    static String resource(String name) {
        try (InputStream file = FormatSpec.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses YAML, of which JSON is a part. */
    static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    /** A list of objects, as YAML has it. */
    static List<Map<String, Object>> maps(@Nullable Object list) {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (Object element : (List<?>) Objects.requireNonNull(list)) {
            Map<String, Object> map = new LinkedHashMap<>();
            ((Map<?, ?>) element).forEach((key, value) -> map.put(String.valueOf(key), value));
            maps.add(map);
        }
        return maps;
    }

    /** Everything that a format reads, the end left out. */
    static List<SeenRead> read(String format, Map<String, String> options, byte[] bytes) throws IOException {
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        AbstractConfig config = new AbstractConfig(definition, options, false);
        ReadContext start = ReadContext.fromStart(config, "case");
        Survey survey = Formats.named(format).needsSurvey(config)
                ? Formats.named(format).survey(new ByteArrayInputStream(bytes), start)
                : Survey.NONE;
        ReadContext context = new ReadContext(config, "case", Position.START, "", survey);
        try (RecordReader reader = Formats.named(format).open(new ByteArrayInputStream(bytes), context)) {
            List<SeenRead> reads = SeenRead.all(reader);
            return reads.subList(0, reads.size() - 1);
        }
    }

    List<SeenRead> read() throws IOException {
        return read(format, options(), stream());
    }

    /** The case's stream, to be damaged. */
    FuzzSubject subject() {
        return FuzzSubject.of(format, String.valueOf(text.get("name")), options(), stream());
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        if (text.get("options") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
        }
        return options;
    }

    private byte[] stream() {
        return text.get("hex") instanceof String hex
                ? HexFormat.of().parseHex(hex)
                : String.valueOf(text.get("text")).getBytes(UTF_8);
    }

    List<Object> reads() {
        return list("reads").stream().map(FormatSpec::longs).toList();
    }

    List<Long> lines() {
        return list("line").stream().map(line -> ((Number) line).longValue()).toList();
    }

    List<Long> bytes() {
        return list("bytes").stream().map(line -> ((Number) line).longValue()).toList();
    }

    List<String> columns() {
        return list("columns").stream().map(String::valueOf).toList();
    }

    private List<?> list(String key) {
        return text.get(key) instanceof List<?> list ? list : List.of();
    }

    /** YAML's small integers are Integers, ours are Longs. */
    private static Object longs(Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> longs = new ArrayList<>();
            list.forEach(element -> longs.add(element == null ? null : longs(element)));
            return longs;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> longs = new LinkedHashMap<>();
            map.forEach((key, element) -> longs.put(key, element == null ? null : longs(element)));
            return longs;
        }
        return value;
    }

    @Override
    public String toString() {
        return format + ": " + text.get("name");
    }
}
