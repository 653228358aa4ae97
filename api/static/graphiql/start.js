"use strict";

const root = document.getElementById("graphiql");

ReactDOM.createRoot(root).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: root.dataset.endpoint }),
    defaultQuery: root.dataset.query,
    defaultEditorToolsVisibility: "variables",
  }),
);
