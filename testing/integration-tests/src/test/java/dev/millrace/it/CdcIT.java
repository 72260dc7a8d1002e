package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.testkit.Eventually;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Log-based capture of a PostgreSQL shop by the examples as they are, to a receiver and into another database. */
class CdcIT {

    private static final String ORDER = "id, customer_id, status, total, due, placed_at, revision, note";

    @ParameterizedTest
    @CsvSource({"CURRENT, EXACTLY_ONCE", "OLDEST, AT_LEAST_ONCE"})
    void carriesEveryChangeThroughRestartsAndAKill(Line line, Guarantee guarantee) throws Exception {
        try (CdcStage stage = new CdcStage(line, guarantee);
                ShopWriter shop = new ShopWriter(stage.connect())) {
            CdcScenario scenario = new CdcScenario(stage, shop, "cdc-postgres-orders", "cdc-");

            scenario.play(
                    () -> {
                        stage.play("cdc-to-rest");
                        stage.play("cdc-to-database");
                    },
                    guarantee == Guarantee.EXACTLY_ONCE);

            Eventually.holds("the other database is the same", CdcStage.LIMIT, () -> differences(stage) == 0);
            assertThat(stage.topic("cdc-to-database-dead-letters").size()).isZero();
            if (guarantee == Guarantee.EXACTLY_ONCE) {
                ObjectNode required =
                        ((ObjectNode) stage.example("cdc-postgres-orders")).put("exactly.once.support", "required");
                assertThat(stage.worker()
                                .rest()
                                .validate(required.path("connector.class").asText(), required.toString())
                                .path("error_count")
                                .asInt())
                        .as("the connector says that it can")
                        .isZero();
            }
        }
    }

    /** How many orders are different, or there on one side only. */
    private static long differences(CdcStage stage) {
        String mine = "SELECT " + ORDER + " FROM public.orders";
        String theirs = "SELECT " + ORDER + " FROM shop.orders";
        try (Connection connection = stage.connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT count(*) FROM ((" + mine + " EXCEPT " + theirs
                        + ") UNION ALL (" + theirs + " EXCEPT " + mine + ")) AS different")) {
            answer.next();
            return answer.getLong(1);
        } catch (SQLException notYet) {
            return -1;
        }
    }
}
