package dev.millrace.ops.setaside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ValueTextTest {

    @Test
    void showsTextAsItStands() {
        ValueText text = ValueText.of("{\"a\":1.10, \"a\":2}".getBytes(StandardCharsets.UTF_8));

        assertThat(text).isEqualTo(new ValueText("text", "{\"a\":1.10, \"a\":2}", 17, false));
    }

    @Test
    void listsBytesWithTheirCharacters() {
        byte[] bytes = {(byte) 0xC1, 'A', 0, '~', 127, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 'z'};

        assertThat(ValueText.of(bytes).text()).isEqualTo("""
                00000000  c1 41 00 7e 7f 01 02 03 04 05 06 07 08 09 0a 0b  .A.~............
                00000010  7a                                               z
                """);
    }

    @Test
    void cutsWhatIsTooLongAndTellsANull() {
        byte[] bytes = new byte[ValueText.MOST + 1];
        bytes[0] = (byte) 0xFF;

        assertThat(ValueText.of(bytes).cut()).isTrue();
        assertThat(ValueText.of(new byte[ValueText.MOST + 1]).text()).hasSize(ValueText.MOST);
        assertThat(ValueText.of(null).form()).isEqualTo("none");
    }
}
