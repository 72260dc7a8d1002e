package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "sftp.example.com,sftp.example.com,22",
        "sftp.example.com:2222,sftp.example.com,2222",
        "10.0.0.1:23,10.0.0.1,23",
        "::1,::1,22",
        "[::1]:2222,::1,2222",
        "[fe80::1%eth0],fe80::1%eth0,22",
        "2001:db8::a1,2001:db8::a1,22"
    })
    void readsAHostWithOrWithoutAPort(String text, String host, int port) {
        assertThat(ServerAddress.list(text, 22)).containsExactly(new ServerAddress(host, port));
    }

    @Test
    void readsAListInItsOrder() {
        assertThat(ServerAddress.list("b, a:1 ,c", 22))
                .containsExactly(new ServerAddress("b", 22), new ServerAddress("a", 1), new ServerAddress("c", 22));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,",
                "a,,b",
                "sftp://a",
                "user:pw@a",
                "a/b",
                "a:0",
                "a:65536",
                "a:99999",
                "a:x",
                "a b",
                "[::1",
                "[::1]x"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> ServerAddress.list(text, 22)).isInstanceOf(IllegalArgumentException.class);
    }
}
