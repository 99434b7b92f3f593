package app.afterglow.exporter.wickr;

import app.afterglow.exporter.container.StoreMarkers;
import java.util.List;

/** The files by which a Wickr store is known inside a backup, whatever the platform. */
final class WickrMarkers {

  /** The more particular ones first: a phone's app folder is above its databases' folder. */
  static final StoreMarkers ALL =
      new StoreMarkers(
          List.of(
              "databases/wickr_db",
              "db/wickr_db",
              "files/sk.wic",
              "f/sk.wic",
              "files/kcd.wic",
              "f/kcd.wic",
              "files/kck.wic",
              "f/kck.wic",
              "wickrLocal.sqlite",
              "wickr_db.sqlite",
              "wickr_db.sqlite.wic",
              "skd.wic",
              "skc.wic",
              "dkd.wic",
              "ds.wic",
              "wickr_db",
              "sk.wic",
              "kcd.wic",
              "kck.wic"));

  private WickrMarkers() {}
}
