package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.SyncedSystem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A shop and a CRM that are kept in sync both ways, as the guide two-way-sync says. */
final class SyncScenario implements Scenario {

    private static final Instant MORNING = Instant.parse("2026-11-22T08:00:00Z");
    private static final List<String> SOURCES = List.of("sync-shop-source", "sync-crm-source");
    private static final List<String> SINKS = List.of("sync-shop-to-crm-sink", "sync-crm-to-shop-sink");

    private final SyncedSystem shop;
    private final SyncedSystem crm;

    SyncScenario() throws IOException {
        shop = SyncedSystem.start("shop", true);
        crm = SyncedSystem.start("crm", false);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "SYNC_SHOP_URL",
                shop.url(),
                "SYNC_SHOP_TOKEN",
                "shop-token",
                "SYNC_CRM_URL",
                crm.url(),
                "SYNC_CRM_TOKEN",
                "crm-token");
    }

    @Override
    public List<String> examples() {
        return List.of(
                "scenario-sync-shop-source",
                "scenario-sync-crm-source",
                "scenario-sync-shop-to-crm-sink",
                "scenario-sync-crm-to-shop-sink");
    }

    @Override
    public void begin(ScenarioStage stage) {
        shop.change("c-1", "Ada of the shop", MORNING);
        crm.change("c-2", "Bob of the CRM", MORNING);
    }

    @Override
    public void check(ScenarioStage stage) {
        awaitBoth(Map.of("c-1", "Ada of the shop", "c-2", "Bob of the CRM"));
        awaitPolls();
        assertWrites(crm, change("shop", "c-1", "Ada of the shop", 0));
        assertWrites(shop, change("crm", "c-2", "Bob of the CRM", 0));

        // Neither has heard of the other's change: the later one stays, and of two at the same time the shop's.
        pause(stage, SINKS);
        shop.change("c-1", "Ada, earlier", MORNING.plusSeconds(60));
        crm.change("c-1", "Ada, later", MORNING.plusSeconds(61));
        shop.change("c-2", "Bob in the shop", MORNING.plusSeconds(60));
        crm.change("c-2", "Bob in the CRM", MORNING.plusSeconds(60));
        awaitChanges(stage, 3);
        resume(stage, SINKS);
        awaitBoth(Map.of("c-1", "Ada, later", "c-2", "Bob in the shop"));
        awaitPolls();
        assertWrites(
                crm,
                change("shop", "c-1", "Ada of the shop", 0),
                change("shop", "c-1", "Ada, earlier", 60),
                change("shop", "c-2", "Bob in the shop", 60));
        assertWrites(
                shop,
                change("crm", "c-2", "Bob of the CRM", 0),
                change("crm", "c-1", "Ada, later", 61),
                change("crm", "c-2", "Bob in the CRM", 60));

        // What was read before a restart is known, and what came from the other side is still an echo.
        SOURCES.forEach(stage.worker().rest()::stop);
        resume(stage, SOURCES);
        shop.change("c-3", "Eve", MORNING.plusSeconds(120));
        crm.change("c-4", "Dan", MORNING.plusSeconds(120));
        awaitBoth(Map.of("c-1", "Ada, later", "c-2", "Bob in the shop", "c-3", "Eve", "c-4", "Dan"));
        awaitPolls();
        assertThat(writes(crm)).hasSize(4).contains(change("shop", "c-3", "Eve", 120));
        assertThat(writes(shop)).hasSize(4).contains(change("crm", "c-4", "Dan", 120));
        awaitChanges(stage, 4);
    }

    /** Each source has found so many changes, and no more. */
    private static void awaitChanges(ScenarioStage stage, int count) {
        for (String topic : List.of("sync-from-shop", "sync-from-crm")) {
            assertThat(stage.records(topic, count)).hasSize(count);
        }
    }

    private static void assertWrites(SyncedSystem system, String... expected) {
        assertThat(writes(system)).containsExactlyInAnyOrder(expected);
    }

    private static List<String> writes(SyncedSystem system) {
        return ScenarioStage.once(system.writes()).stream()
                .map(request -> request.path() + " " + request.text())
                .toList();
    }

    private static void pause(ScenarioStage stage, List<String> connectors) {
        connectors.forEach(stage.worker().rest()::pause);
        connectors.forEach(name -> ScenarioStage.await(
                name + " is paused",
                () -> stage.worker()
                        .rest()
                        .status(name)
                        .path("tasks")
                        .path(0)
                        .path("state")
                        .asText()
                        .equals("PAUSED")));
    }

    private static void resume(ScenarioStage stage, List<String> connectors) {
        connectors.forEach(stage.worker().rest()::resume);
        connectors.forEach(name -> stage.worker().rest().awaitRunning(name, 1, ScenarioStage.LIMIT));
    }

    private void awaitBoth(Map<String, String> names) {
        ScenarioStage.await("the shop has " + names, () -> shop.names().equals(names));
        ScenarioStage.await("the CRM has " + names, () -> crm.names().equals(names));
    }

    /** Both sources have asked again, and again, for what is new. */
    private void awaitPolls() {
        long ofShop = shop.polls();
        long ofCrm = crm.polls();
        ScenarioStage.await("both are asked", () -> shop.polls() >= ofShop + 3 && crm.polls() >= ofCrm + 3);
    }

    private static String change(String origin, String id, String name, int seconds) {
        return "/customers/" + id + " {\"name\":\"" + name + "\",\"changed_at\":\"" + MORNING.plusSeconds(seconds)
                + "\",\"origin\":\"" + origin + "\"}";
    }

    @Override
    public void close() {
        shop.close();
        crm.close();
    }
}
