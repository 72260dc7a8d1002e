package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderNamesTest {

    private final List<String> asked = new ArrayList<>();
    private final HeaderNames names = new HeaderNames("http.", name -> {
        asked.add(name);
        return !name.equals("Cookie");
    });

    @Test
    void namesCopiesInLowerCaseBehindThePrefix() {
        assertThat(names.copyOf("X-Kind")).contains("http.x-kind");
        assertThat(names.copyOf("Cookie")).isEmpty();
    }

    @Test
    void decidesOnceForEachName() {
        names.copyOf("X-Kind");
        names.copyOf("X-Kind");
        names.copyOf("Cookie");

        assertThat(names.copyOf("Cookie")).isEmpty();
        assertThat(asked).containsExactly("X-Kind", "Cookie");
    }

    @Test
    void remembersABoundedNumberOfNames() {
        for (int name = 0; name < 10_000; name++) {
            names.copyOf("X-" + name);
        }
        asked.clear();

        assertThat(names.copyOf("X-9999")).contains("http.x-9999");
        assertThat(asked).containsExactly("X-9999");
    }

    @Test
    void remembersNoLongNames() {
        String name = "X".repeat(1_000);
        names.copyOf(name);

        names.copyOf(name);

        assertThat(asked).hasSize(2);
    }
}
