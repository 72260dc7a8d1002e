package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents point at and quote is there. */
class DocumentsTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));

    /** A link that is no address: a file, a place in it, or a place on the same page. */
    private static final Pattern RELATIVE_LINK =
            Pattern.compile("\\]\\((?![a-z]+:)([^)#\\s]*)(?:#([^)\\s]+))?[^)]*\\)");

    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

    /** What makes a place by hand. */
    private static final Pattern PLACE = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");

    /** Folders that hold no documents of ours. */
    private static final Set<String> NO_DOCUMENTS = Set.of("target", "src", "node_modules");

    /** Code, in which brackets are no links. */
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\\n]*`");

    private static final Pattern BLOCK = Pattern.compile("(?s)```.*?```");

    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");

    /** An example that is announced with a colon, as opposed to one that is only named. */
    private static final Pattern EXAMPLE = Pattern.compile("\\]\\(([./]*config-examples/[\\w-]+\\.json)\\):");

    @Test
    void everyRelativeLinkLeadsToAFile() throws IOException {
        List<Path> pages = pages();

        List<String> dead = pages.stream().flatMap(DocumentsTest::deadLinks).toList();

        assertThat(pages)
                .contains(
                        ROOT.resolve("README.md"),
                        ROOT.resolve("docs/reliability.md"),
                        ROOT.resolve("testing/benchmarks/README.md"),
                        ROOT.resolve("connect-sftp-source/README.md"));
        assertThat(dead).isEmpty();
    }

    @Test
    void makesThePlacesOfHeadingsAsTheWebSiteDoes() {
        assertThat(places("""
                # What a 2xx means
                ## `on.error`, and more: (or less)
                ## Twice
                ## Twice
                ```
                # no heading
                ```
                ## A [link](to.md) in it
                """))
                .containsExactlyInAnyOrder(
                        "what-a-2xx-means", "onerror-and-more-or-less", "twice", "twice-1", "a-link-in-it");
    }

    @Test
    void theIndexListsEveryPage() throws IOException {
        Path index = ROOT.resolve("docs/README.md");
        Set<Path> listed = RELATIVE_LINK
                .matcher(Files.readString(index))
                .results()
                .map(link -> index.resolveSibling(link.group(1)).normalize())
                .collect(Collectors.toSet());

        List<Path> pages = pages().stream()
                .filter(page -> page.startsWith(ROOT.resolve("docs")))
                // Decisions and runbooks have indexes of their own.
                .filter(page -> !page.startsWith(ROOT.resolve("docs/adr")) || page.endsWith("README.md"))
                .filter(page -> !page.startsWith(ROOT.resolve("docs/runbooks")) || page.endsWith("README.md"))
                .filter(page -> !page.equals(index))
                .toList();

        assertThat(listed).as("pages that docs/README.md links").containsAll(pages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adr", "runbooks"})
    void theIndexOfAFolderListsItsPages(String name) throws IOException {
        Path folder = ROOT.resolve("docs").resolve(name);
        Path index = folder.resolve("README.md");
        String text = Files.readString(index);

        assertThat(pages().stream()
                        .filter(page -> page.startsWith(folder) && !page.equals(index))
                        .map(page -> page.getFileName().toString()))
                .isNotEmpty()
                .allMatch(text::contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/guides/sftp-to-rest.md",
                "docs/guides/webhooks.md",
                "docs/guides/rest.md",
                "docs/guides/secrets.md"
            })
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

    /** Every document of the repository but what tests read. */
    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean left = !folder.equals(ROOT) && (name.startsWith(".") || NO_DOCUMENTS.contains(name));
                return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }

    private static Stream<String> deadLinks(Path page) {
        return RELATIVE_LINK
                .matcher(CODE.matcher(read(page)).replaceAll(""))
                .results()
                .filter(link -> isDead(page, link.group(1), Optional.ofNullable(link.group(2))))
                .map(link -> ROOT.relativize(page) + " links to " + link.group().substring(2) + ", which is not there")
                .toList()
                .stream();
    }

    private static boolean isDead(Path page, String file, Optional<String> place) {
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        if (!Files.exists(target)) {
            return true;
        }
        return place.isPresent()
                && target.toString().endsWith(".md")
                && !places(read(target)).contains(place.get());
    }

    /** The places that headings make: lower case, dashes for blanks, no other punctuation, a number behind what comes again. */
    private static Set<String> places(String text) {
        String headings = BLOCK.matcher(text).replaceAll("");
        Set<String> places = new HashSet<>();
        HEADING.matcher(headings).results().forEach(heading -> {
            String words = LINK.matcher(heading.group(1)).replaceAll("$1");
            String place = words.strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            String unique = place;
            for (int again = 1; !places.add(unique); again++) {
                unique = place + "-" + again;
            }
        });
        PLACE.matcher(text).results().forEach(place -> places.add(place.group(1)));
        return places;
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
