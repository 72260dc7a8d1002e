package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinkedPathTest {

    private final LinkedPath links = new LinkedPath(path -> Optional.ofNullable(Map.of(
                    "/in/link", "/elsewhere",
                    "/in/relative", "../elsewhere/./deep",
                    "/in/again", "link",
                    "/elsewhere/up", "..",
                    "/in/circle", "circle")
            .get(path)));

    @ParameterizedTest
    @CsvSource({
        "/in, /in",
        "/, /",
        "/in//folder/, /in/folder",
        "/in/link, /elsewhere",
        "/in/link/deep, /elsewhere/deep",
        "/in/relative, /elsewhere/deep",
        "/in/again/x, /elsewhere/x",
        "/in/link/up/in, /in",
        "/../in, /in"
    })
    void followsEachLinkOnTheWay(String path, String expected) {
        assertThat(links.follow(path)).contains(expected);
    }

    @Test
    void givesUpInACircle() {
        assertThat(links.follow("/in/circle/x")).isEmpty();
    }
}
