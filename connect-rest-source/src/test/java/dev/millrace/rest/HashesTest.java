package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.change.RowHasher;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HashesTest {

    @Test
    void readsWhatItWrites() {
        Hashes hashes = new Hashes(new long[] {1, -1, Long.MIN_VALUE, 7}, 4);

        assertThat(Hashes.parse(hashes.text()).toArray()).containsExactly(1, -1, Long.MIN_VALUE, 7);
        assertThat(Hashes.parse("").isEmpty()).isTrue();
    }

    @Test
    void refusesWhatIsNoRowOfHashes() {
        assertThatThrownBy(() -> Hashes.parse("AAAA")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hashes.parse("???")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesEachAwayAsOftenAsItIsThere() {
        Hashes left = new Hashes(new long[] {1, 1, 2, 1}, 4).without(new Hashes(new long[] {1, 1, 3}, 3));

        assertThat(left.toArray()).containsExactly(2, 1);
    }

    @Test
    void countsEachAsOftenAsItIsThere() {
        HashCount count = new Hashes(new long[] {5, 5}, 2).count();

        assertThat(count.take(5)).isTrue();
        assertThat(count.take(5)).isTrue();
        assertThat(count.take(5)).isFalse();
        assertThat(count.take(6)).isFalse();
    }

    @Test
    void tellsRowsApartByTheirBytes() {
        byte[] bytes = "aabaa".getBytes(StandardCharsets.UTF_8);
        RowHasher hasher = new RowHasher();

        assertThat(hasher.hash(bytes, 0, 2)).isEqualTo(hasher.hash(bytes, 3, 5));
        assertThat(hasher.hash(bytes, 0, 2)).isNotEqualTo(hasher.hash(bytes, 1, 3));
        // SHA-256 of "aa" begins so
        assertThat(Long.toHexString(hasher.hash(bytes, 0, 2))).isEqualTo("961b6dd3ede3cb8e");
    }
}
