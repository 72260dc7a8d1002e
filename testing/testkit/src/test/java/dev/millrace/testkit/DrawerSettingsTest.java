package dev.millrace.testkit;

/** Tidy settings keep the contract. */
class DrawerSettingsTest extends DrawerContract {
    DrawerSettingsTest() {
        super(true);
    }
}
