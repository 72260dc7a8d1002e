package dev.millrace.partner.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LineSenderTest {

    @Test
    void sendsLinesWithTheEndThatItIsTold() throws Exception {
        try (Listener listener = new Listener();
                LineSender sender = LineSender.to("127.0.0.1", listener.port())) {
            sender.send("one", "zwölf");
            sender.lineEnd("\r\n").send(2, number -> "n" + number);
            sender.sendUnfinished("tail");

            try (Visitor receiver = listener.next()) {
                sender.hangUp();
                assertThat(receiver.hearsTheRest()).isEqualTo("one\nzw\u00C3\u00B6lf\nn1\r\nn2\r\ntail");
            }
        }
    }

    @Test
    void callsAgainAfterTheLineWasCutInsideALine() throws Exception {
        try (Listener listener = new Listener();
                LineSender sender = LineSender.to("127.0.0.1", listener.port())) {
            sender.faults().cutAfter(5);
            try {
                sender.send("one", "two");
            } catch (java.io.IOException cut) {
                sender.send("two");
            }

            try (Visitor first = listener.next();
                    Visitor second = listener.next()) {
                assertThat(first.hearsTheRest()).isEqualTo("one\nt");
                assertThat(second.hearsText(4)).isEqualTo("two\n");
            }
            assertThat(sender.connections()).isEqualTo(2);
        }
    }

    @Test
    void hearsWhenTheOtherSideHangsUp() throws Exception {
        try (Listener listener = new Listener();
                LineSender sender = LineSender.to("127.0.0.1", listener.port())) {
            sender.send("too long");
            try (Visitor receiver = listener.next()) {
                receiver.hears(9);
                receiver.says("no");
            }

            assertThat(sender.hearTheRest(Duration.ofSeconds(20))).isEqualTo("no");
        }
    }
}
