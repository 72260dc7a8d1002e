package dev.millrace.sftp;

import java.util.HashMap;
import java.util.Map;

/** The settings with a mounted folder. */
final class FileSourceSettingsTest extends SftpSourceSettingsTest {

    @Override
    StoreSettings.Kind store() {
        return StoreSettings.Kind.FILE;
    }

    @Override
    protected Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>(super.configuration());
        configuration.keySet().removeIf(key -> key.startsWith("sftp."));
        configuration.put("store", "file");
        return configuration;
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of("file.store.name", "a/b", "ftp.host", "elsewhere", "ftps.mode", "implicit");
    }
}
