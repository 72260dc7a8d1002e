package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents point at and quote is there. */
class DocumentsTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));

    /** The target of a link that is neither an address nor a place on the same page. */
    private static final Pattern RELATIVE_LINK = Pattern.compile("\\]\\((?![a-z]+:|#)([^)#\\s]+)[^)]*\\)");

    /** Code, in which brackets are no links. */
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\\n]*`");

    /** An example that is announced with a colon, as opposed to one that is only named. */
    private static final Pattern EXAMPLE = Pattern.compile("\\]\\(([./]*config-examples/[\\w-]+\\.json)\\):");

    @Test
    void everyRelativeLinkLeadsToAFile() throws IOException {
        List<Path> pages = pages();

        List<String> dead = pages.stream().flatMap(DocumentsTest::deadLinks).toList();

        assertThat(pages).contains(ROOT.resolve("README.md"), ROOT.resolve("docs/reliability.md"));
        assertThat(dead).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/guides/sftp-to-rest.md", "docs/guides/webhooks.md"})
    void showsTheExamplesAsTheyAre(String page) throws IOException {
        String text = Files.readString(ROOT.resolve(page));

        List<Path> linked = EXAMPLE.matcher(text)
                .results()
                .map(link -> ROOT.resolve(page).resolveSibling(link.group(1)))
                .toList();

        assertThat(linked).isNotEmpty();
        for (Path example : linked) {
            assertThat(text.contains(Files.readString(example)))
                    .as("%s shows %s as it is: copy it there again", page, example.getFileName())
                    .isTrue();
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> readmes = root.toList().stream()
                    .flatMap(path -> Files.isDirectory(path) ? Stream.of(path.resolve("README.md")) : Stream.of(path));
            return Stream.concat(readmes, docs.toList().stream())
                    .filter(path -> path.toString().endsWith(".md") && Files.exists(path))
                    .toList();
        }
    }

    private static Stream<String> deadLinks(Path page) {
        try {
            return RELATIVE_LINK
                    .matcher(CODE.matcher(Files.readString(page)).replaceAll(""))
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !Files.exists(page.resolveSibling(target)))
                    .map(target -> ROOT.relativize(page) + " links to " + target + ", which is not there")
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
