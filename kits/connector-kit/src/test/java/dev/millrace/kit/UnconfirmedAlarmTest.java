package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UnconfirmedAlarmTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(UnconfirmedAlarm.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicLong age = new AtomicLong();
    private final UnconfirmedAlarm alarm = new UnconfirmedAlarm("orders-0", age::get);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void close() {
        alarm.close();
        logger.setAdditive(true);
        logger.detachAppender(log);
    }

    @Test
    void staysSilentForThirtySeconds() {
        age.set(29_999);

        assertThat(alarm.check()).isFalse();
        assertThat(log.list).isEmpty();
    }

    @Test
    void warnsOnceWhateverFollows() {
        age.set(30_000);
        boolean first = alarm.check();
        age.set(300_000);
        boolean second = alarm.check();

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).startsWith("orders-0: ").contains("30 s", "topic.creation");
        });
    }

    @Test
    void tellsWhenKafkaConfirmsAgainAndWarnsAnewNextTime() {
        age.set(30_000);
        alarm.check();
        age.set(0);
        boolean recovered = alarm.check();
        age.set(31_000);
        boolean anew = alarm.check();

        assertThat(recovered).isFalse();
        assertThat(anew).isTrue();
        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO, Level.WARN);
    }

    @Test
    void outlivesAQuestionThatFailed() {
        UnconfirmedAlarm unlucky = new UnconfirmedAlarm("orders-1", () -> {
            throw new IllegalStateException("not now");
        });

        assertThatCode(unlucky::checkSafely).doesNotThrowAnyException();
        unlucky.close();
    }

    @Test
    void looksAgainAndAgainFromADaemonOfItsOwnUntilClosed() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(3);
        Thread[] looker = new Thread[1];
        UnconfirmedAlarm quick = new UnconfirmedAlarm("orders-2", () -> {
            looker[0] = Thread.currentThread();
            looks.countDown();
            throw new IllegalStateException("a timer would forget this work now");
        });

        quick.start(Duration.ofMillis(1));
        boolean looked = looks.await(20, TimeUnit.SECONDS);
        quick.close();
        looker[0].join(TimeUnit.SECONDS.toMillis(20));

        assertThat(looked).isTrue();
        assertThat(looker[0].getName()).isEqualTo("millrace-unconfirmed-orders-2");
        assertThat(looker[0].isDaemon()).isTrue();
        assertThat(looker[0].isAlive()).isFalse();
    }
}
