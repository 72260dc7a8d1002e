package dev.millrace.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.HttpSender;
import dev.millrace.kit.Sleeper;
import dev.millrace.partner.vault.VaultPartner;
import dev.millrace.partner.vault.VaultTerms;
import dev.millrace.testkit.LogCapture;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a token, by a clock that the test turns. */
class SessionTest {

    private static final String LOGIN = "POST auth/approle/login";
    private static final String RENEWAL = "POST auth/token/renew-self";

    private record Planned(Duration after, Runnable work) {}

    private final HandClock clock = new HandClock();
    private final VaultPartner store = VaultPartner.start().clock(clock);
    private final Deque<Planned> planned = new ArrayDeque<>();
    private final HttpSender[] opened = new HttpSender[1];

    SessionTest() throws IOException {}

    @AfterEach
    void close() {
        opened[0].close();
        store.close();
    }

    @Test
    void renewsItsTokenInTheLastThirdOfItsLife() {
        store.appRole("approle", "role-1", "secret-1", VaultTerms.lasting(Duration.ofMinutes(30), Duration.ofDays(1)));
        Session session = session(Parameters.appRole(store));
        String first = session.token();

        for (int renewals = 0; renewals < 5; renewals++) {
            turnToTheNext();
        }

        assertThat(session.token()).isEqualTo(first);
        assertThat(store.asked(LOGIN)).isOne();
        assertThat(store.asked(RENEWAL)).isEqualTo(5);
    }

    @Test
    void plansARenewalAfterTwoThirds() {
        store.appRole("approle", "role-1", "secret-1", VaultTerms.lasting(Duration.ofMinutes(30), Duration.ofDays(1)));

        session(Parameters.appRole(store)).token();

        assertThat(planned).extracting(Planned::after).containsExactly(Duration.ofMinutes(20));
    }

    @Test
    void logsInAgainWhenItsTokenHasReachedItsLongestLife() {
        store.appRole(
                "approle", "role-1", "secret-1", VaultTerms.lasting(Duration.ofMinutes(30), Duration.ofMinutes(45)));
        Session session = session(Parameters.appRole(store));
        String first = session.token();
        turnToTheNext();
        turnToTheNext();

        clock.turn(Duration.ofMinutes(10));

        assertThat(planned).isEmpty();
        assertThat(session.token()).isNotEqualTo(first);
        assertThat(store.asked(LOGIN)).isEqualTo(2);
    }

    @Test
    void logsInAgainWhereATokenCantBeRenewed() {
        store.appRole(
                "approle",
                "role-1",
                "secret-1",
                VaultTerms.lasting(Duration.ofMinutes(30), Duration.ofHours(1)).notRenewable());
        Session session = session(Parameters.appRole(store));
        session.token();

        clock.turn(Duration.ofMinutes(31));
        session.token();

        assertThat(planned).isEmpty();
        assertThat(store.asked(LOGIN)).isEqualTo(2);
    }

    @Test
    void triesARenewalAgainThatFoundTheStoreSealed() {
        store.appRole("approle", "role-1", "secret-1", VaultTerms.lasting(Duration.ofMinutes(30), Duration.ofDays(1)));
        Session session = session(Parameters.appRole(store));
        String first = session.token();
        store.seal(true);
        turnToTheNext();
        store.seal(false);

        turnToTheNext();
        clock.turn(Duration.ofMinutes(15));

        assertThat(session.token()).isEqualTo(first);
    }

    @Test
    void renewsAGivenTokenAndSaysWhenThatEnds() {
        store.token(Parameters.TOKEN, VaultTerms.lasting(Duration.ofMinutes(30), Duration.ofMinutes(45)));
        Session session = session(Parameters.token(store));
        session.token();

        try (LogCapture log = new LogCapture()) {
            turnToTheNext();
            turnToTheNext();

            assertThat(store.asked(RENEWAL)).isEqualTo(2);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("the token of") && line.contains("put another in its place"))
                    .noneMatch(line -> line.contains(Parameters.TOKEN));
        }
    }

    @Test
    void leavesARenewalThatAnotherLoginHasOvertaken() {
        store.appRole("approle", "role-1", "secret-1", VaultTerms.lasting(Duration.ofMinutes(30), Duration.ofDays(1)));
        Session session = session(Parameters.appRole(store));
        String first = session.token();
        store.revokeAll();
        Session.Refusal why = session.explain(first);

        turnToTheNext();

        assertThat(why).isEqualTo(Session.Refusal.REPLACED);
        assertThat(store.asked(RENEWAL)).isZero();
    }

    private Session session(Map<String, String> parameters) {
        VaultSettings settings = VaultSettings.read(parameters).orElseThrow();
        opened[0] = settings.transport().client().openPlain(2, false);
        Sleeper none = wait -> {};
        VaultApi api =
                new VaultApi(settings.store(), opened[0], settings.transport().retry(), clock, none);
        return new Session(settings.login().login(), api, (wait, work) -> planned.add(new Planned(wait, work)));
    }

    private void turnToTheNext() {
        Planned next = planned.remove();
        clock.turn(next.after());
        next.work().run();
    }

    private static final class HandClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
