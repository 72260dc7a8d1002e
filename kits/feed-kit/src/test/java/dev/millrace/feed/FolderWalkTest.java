package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.store.StoredFile;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.testkit.LogCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which folders are listed, how often, and in which order. */
final class FolderWalkTest {

    private final MemoryFiles files = new MemoryFiles();

    @Test
    void staysInTheInputFoldersWithoutDepth() {
        files.put("/in/a", "1").put("/in/eu/b", "2").put("/other/c", "3");

        assertThat(walk(walk(0, InputSettings.Links.FOLLOW, "/in", "/other"))).containsExactly("/in/a", "/other/c");
        assertThat(files.listings).containsExactly("/in", "/other");
    }

    @Test
    void entersSoManyLevelsAndTheUpperOnesFirst() {
        files.put("/in/eu/de/deep/d", "4")
                .put("/in/eu/de/c", "3")
                .put("/in/eu/b", "2")
                .put("/in/a", "1");

        assertThat(walk(walk(2, InputSettings.Links.SKIP, "/in"))).containsExactly("/in/a", "/in/eu/b", "/in/eu/de/c");
        assertThat(files.listings).containsExactly("/in", "/in/eu", "/in/eu/de");
    }

    @Test
    void listsAFolderThatIsNamedTwiceOnce() {
        files.put("/in/eu/b", "2").put("/in/a", "1");

        assertThat(walk(walk(3, InputSettings.Links.SKIP, "/in", "/in/eu"))).containsExactly("/in/a", "/in/eu/b");
        assertThat(files.listings).containsExactly("/in", "/in/eu");
    }

    @Test
    void neverEntersTheFoldersOfTheFeedItself() {
        files.put("/in/a", "1")
                .put("/in/archive/b", "2")
                .put("/elsewhere/c", "3")
                .link("/in/link", "/elsewhere");
        FolderWalk walk = new FolderWalk(
                files.connect(),
                new InputSettings(List.of("/in"), 5, InputSettings.Links.FOLLOW),
                Set.of("/in/archive", "/elsewhere"));

        assertThat(walk(walk)).containsExactly("/in/a");
    }

    @Test
    void passesLinksOver() {
        files.put("/in/a", "1").put("/elsewhere/b", "2").link("/in/link", "/elsewhere");

        assertThat(walk(walk(5, InputSettings.Links.SKIP, "/in"))).containsExactly("/in/a");
    }

    @Test
    void followsALinkAndKeepsThePathThatGoesThroughIt() {
        files.put("/in/a", "1").put("/elsewhere/deep/b", "2").link("/in/link", "/elsewhere");

        assertThat(walk(walk(5, InputSettings.Links.FOLLOW, "/in"))).containsExactly("/in/a", "/in/link/deep/b");
    }

    @Test
    void endsInACircleOfLinksAndShowsEachFileOnce() {
        files.put("/in/a", "1").put("/in/eu/b", "2");
        files.link("/in/eu/up", "/in").link("/in/eu/self", "/in/eu").link("/in/aside", "/in/eu");

        assertThat(walk(walk(100, InputSettings.Links.FOLLOW, "/in"))).containsExactly("/in/a", "/in/eu/b");
        assertThat(files.listings).containsExactly("/in", "/in/eu");
    }

    @Test
    void showsTheFilesBehindTwoLinksToOneFolderOnce() {
        files.put("/in/a", "1")
                .put("/elsewhere/b", "2")
                .link("/in/x", "/elsewhere")
                .link("/in/y", "/in/x");

        assertThat(walk(walk(5, InputSettings.Links.FOLLOW, "/in"))).containsExactly("/in/a", "/in/x/b");
    }

    @Test
    void warnsOnceOfAMissingInputFolderAndReadsItWhenItComes() {
        files.put("/in/a", "1");
        FolderWalk walk = walk(0, InputSettings.Links.SKIP, "/late", "/in");

        try (LogCapture log = new LogCapture()) {
            assertThat(walk(walk)).containsExactly("/in/a");
            assertThat(walk(walk)).containsExactly("/in/a");

            assertThat(log.lines()).singleElement().asString().contains("memory:///late does not exist");
        }
        assertThat(walk.unreadable()).isEqualTo(1);
        files.put("/late/b", "2");
        assertThat(walk(walk)).containsExactly("/late/b", "/in/a");
        assertThat(walk.unreadable()).isZero();
    }

    @Test
    void passesALockedFolderBelowOverAndStopsAtALockedInputFolder() {
        files.put("/in/a", "1").put("/in/locked/b", "2");
        files.denied.add("/in/locked");
        FolderWalk walk = walk(1, InputSettings.Links.SKIP, "/in");

        assertThat(walk(walk)).containsExactly("/in/a");
        assertThat(walk.unreadable()).isEqualTo(1);
        files.denied.add("/in");
        assertThatThrownBy(() -> walk(walk)).isInstanceOf(ConnectorFailure.class);
    }

    @Test
    void tellsThatTheStoreFailed() {
        FolderWalk walk = walk(0, InputSettings.Links.SKIP, "/in");
        files.failingCalls.set(1);

        assertThatThrownBy(() -> walk(walk)).isInstanceOf(ConnectorFailure.class);
    }

    @Test
    void entersNoFolderThatTheVisitorDoesNotWant() {
        files.put("/in/no/a", "1").put("/in/yes/b", "2").put("/in/yes/no/c", "3");

        assertThat(walk(walk(9, InputSettings.Links.SKIP, "/in"))).containsExactly("/in/yes/b");
        assertThat(files.listings).containsExactly("/in", "/in/yes");
    }

    private static List<String> walk(FolderWalk walk) {
        List<String> shown = new ArrayList<>();
        walk.walk(new FolderWalk.Visitor() {
            @Override
            public boolean enters(String input, String folder) {
                return !folder.endsWith("/no");
            }

            @Override
            public void file(String input, StoredFile file) {
                assertThat(file.path()).startsWith(input + "/");
                shown.add(file.path());
            }
        });
        return shown;
    }

    private FolderWalk walk(int depth, InputSettings.Links links, String... folders) {
        return new FolderWalk(files.connect(), new InputSettings(List.of(folders), depth, links), Set.of());
    }
}
