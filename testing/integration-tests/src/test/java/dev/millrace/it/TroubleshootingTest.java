package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of codes has every code that the plugins can emit, each with its cause and a way out. */
class TroubleshootingTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Path PAGE = ROOT.resolve("docs/guides/troubleshooting.md");

    /** A row of three cells, codes in the first. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*?) \\| (\\S.*?) \\| (\\S.*?) \\|$");

    private static final Pattern CODE = Pattern.compile("`([a-z0-9-]+)`");

    @Test
    void hasEveryCodeThatThePluginsEmit() throws IOException {
        Map<String, Set<String>> missing = new TreeMap<>(EmittedCodes.of(sources()));

        missing.keySet().removeAll(codes());

        assertThat(missing)
                .as("codes, with the classes that emit them, that need a row in %s", PAGE)
                .isEmpty();
    }

    @Test
    void findsTheCodesOfEachWayToEmitOne() throws IOException {
        Map<String, Set<String>> emitted = EmittedCodes.of(sources());

        assertThat(emitted)
                .hasSizeGreaterThan(400)
                .as("of an exception, a constant, an enum's constructor, an enum's name, a record, a choice")
                .containsKeys(
                        "mbean-name",
                        "store-unreachable",
                        "iea-missing",
                        "pool-exhausted",
                        "token-missing",
                        "timestamp-in-future");
    }

    private static Set<String> codes() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results().map(code -> code.group(1)))
                .collect(Collectors.toSet());
    }

    /** Of the plugins and of their kits; other folders may change while this runs. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path room : List.of(ROOT, ROOT.resolve("kits"))) {
            try (Stream<Path> modules = Files.list(room)) {
                for (Path main : modules.map(module -> module.resolve("src/main/java"))
                        .filter(Files::isDirectory)
                        .toList()) {
                    try (Stream<Path> files = Files.walk(main)) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }
}
