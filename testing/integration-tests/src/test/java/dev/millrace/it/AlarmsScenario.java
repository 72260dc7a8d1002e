package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.tcp.Dc09Answer;
import dev.millrace.partner.tcp.Dc09Sender;
import dev.millrace.quickstart.FreePorts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alarm panels that call by TCP and hear an ACK when Kafka has their event, to the API of a monitoring centre. */
final class AlarmsScenario implements Scenario {

    private final RestPartner centre;
    private final int port = FreePorts.next();

    AlarmsScenario() throws IOException {
        centre = RestPartner.start().answer(request -> request.text().contains("ZZ000"), Answer.status(400));
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "PANELS_HOST",
                "127.0.0.1",
                "PANELS_PORT",
                String.valueOf(port),
                "MONITORING_URL",
                centre.url(),
                "MONITORING_KEY",
                "centre-key");
    }

    @Override
    public List<String> examples() {
        return List.of("scenario-alarms-tcp-source", "scenario-alarms-rest-sink");
    }

    @Override
    public void begin(ScenarioStage stage) {
        try (Dc09Sender panel = Dc09Sender.to("127.0.0.1", port, "1234").answerWithin(Duration.ofMinutes(1))) {
            for (String event : List.of("Nri1/BA501", "Nri1/ZZ000", "Nri1/BR501")) {
                assertThat(panel.alarm(event))
                        .get()
                        .extracting(Dc09Answer::kind)
                        .isEqualTo("ACK");
            }
        }
        assertThat(stage.topic("panel-alarms").size())
                .as("acknowledged, so Kafka has them")
                .isEqualTo(3);
        try (Dc09Sender broken =
                Dc09Sender.to("127.0.0.1", port, "1234").tries(1).answerWithin(Duration.ofSeconds(2))) {
            broken.wrongChecksums(true);
            assertThat(broken.alarm("Nri1/FA501").map(Dc09Answer::kind)).isNotEqualTo(Optional.of("ACK"));
        }
    }

    @Override
    public void check(ScenarioStage stage) {
        ScenarioStage.await("the centre has two events", () -> centre.uniqueCount() == 2);
        assertThat(stage.setAside("panel-alarms-dead-letters", "panel-alarms", 1)
                        .path("status")
                        .asInt())
                .isEqualTo(400);
        assertThat(ScenarioStage.once(centre.accepted()))
                .extracting(request -> request.method() + " " + request.path() + " " + request.text())
                .containsExactly(posted("0001", "BA501"), posted("0003", "BR501"));
        assertThat(ScenarioStage.once(centre.received()))
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.header("X-Api-Key")).contains("centre-key"));
        assertThat(stage.topic("panel-alarms").size()).isEqualTo(3);
    }

    private static String posted(String sequence, String event) {
        return "POST /accounts/1234/events {\"account\":\"1234\",\"event\":\"\\\"SIA-DCS\\\"" + sequence
                + "L0#1234[#1234|Nri1/" + event + "]\"}";
    }

    @Override
    public void close() {
        centre.close();
    }
}
