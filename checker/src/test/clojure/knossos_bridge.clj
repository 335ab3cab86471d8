;; The real Knossos behind the same seam as the oracle. Loaded only when its namespaces are on the
;; class path that the property gyre.knossos names.
;;
;; knossos.wgl/check is called instead of analysis, which leaves threads behind; final-paths is
;; rebound because it can take for ever; nil reads are legal anywhere for Knossos, so absent is a
;; value of its own; its :fail says nothing, so histories with mismatches are not for it.
(ns knossos-bridge
  (:require [clojure.edn :as edn]
            [knossos.history :as history]
            [knossos.model :as model]
            [knossos.wgl :as wgl]))

(defn valid?
  [events]
  (with-redefs-fn (if-let [paths (resolve 'knossos.wgl/final-paths)]
                    {paths (fn [& _] [])}
                    {})
    (fn []
      (let [state (atom {:running? true})]
        (:valid? (wgl/check (model/cas-register :absent)
                            (history/index (history/parse-ops events))
                            state))))))

(defn verdicts
  [text]
  (mapv valid? (edn/read-string text)))
