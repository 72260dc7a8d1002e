package dev.millrace.transforms.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;

/** What the guide says is tested, and what it configures can be configured. */
class GuideTest {

    private static final Path GUIDE = Path.of("../docs/guides/migrating-from-built-ins.md");
    private static final Path PROTECTION = Path.of("src/test/java/dev/millrace/transforms/ProtectFieldsTest.java");
    private static final Pattern LAST_COLUMN = Pattern.compile("\\| `([a-z][A-Za-z0-9]{20,})` \\|$", Pattern.MULTILINE);
    private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINE =
            Pattern.compile("^\"([^\"]+)\": \"((?:[^\"\\\\]|\\\\.)*)\",?$", Pattern.MULTILINE);
    private static final Pattern OF_ONE = Pattern.compile("(?:transforms|predicates)\\.(\\w+)\\.(.+)");

    /** Tests of ProtectFields stand in a file of their own. */
    private static final String OF_PROTECTION = "masks.*|failsForAMisspelt.*";

    @Test
    void namesEveryTestAndNoOther() throws IOException {
        List<String> tests = Stream.of(BuiltInDefectsTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .toList();

        assertThat(named().filter(name -> !name.matches(OF_PROTECTION))).containsExactlyInAnyOrderElementsOf(tests);
    }

    @Test
    void namesTestsOfProtectionThatExist() throws IOException {
        String tests = Files.exists(PROTECTION) ? Files.readString(PROTECTION) : "";

        assertThat(named().filter(name -> name.matches(OF_PROTECTION)))
                .hasSize(3)
                .allMatch(name -> tests.isEmpty() || tests.contains("void " + name + "("));
    }

    @Test
    void showsConfigurationsThatAreValid() throws Exception {
        Map<String, Map<String, String>> shown = configurations();

        assertThat(shown).hasSize(9);
        for (Map<String, String> one : shown.values()) {
            Class<?> type = Class.forName(one.get("type"));
            Map<String, String> options = new LinkedHashMap<>(one);
            options.keySet().removeAll(List.of("type", "predicate"));
            Configurable made = (Configurable) type.getDeclaredConstructor().newInstance();

            assertThatCode(() -> made.configure(options)).as("%s", type).doesNotThrowAnyException();
            assertThat(options.keySet()).allMatch(key -> isOption(made, key), "is an option of " + type);
        }
    }

    private static boolean isOption(Configurable made, String key) {
        return made instanceof Transformation<?> transform
                ? transform.config().names().contains(key)
                : ((Predicate<?>) made).config().names().contains(key);
    }

    private static Stream<String> named() throws IOException {
        return LAST_COLUMN.matcher(Files.readString(GUIDE)).results().map(found -> found.group(1));
    }

    private static Map<String, Map<String, String>> configurations() throws IOException {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        BLOCK.matcher(Files.readString(GUIDE))
                .results()
                .flatMap(block -> LINE.matcher(block.group(1)).results())
                .forEach(line -> {
                    Matcher key = OF_ONE.matcher(line.group(1));
                    if (key.matches()) {
                        String value = line.group(2).replace("\\\"", "\"").replace("\\\\", "\\");
                        all.computeIfAbsent(key.group(1), alias -> new LinkedHashMap<>())
                                .put(key.group(2), value);
                    }
                });
        return all;
    }
}
