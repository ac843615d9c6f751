/** What SKU, quantity and description of a line are usually called, by its `nameKey`, best first: English, German, French, Spanish, Italian, Dutch. */
export const usualNames = {
	sku: 'lineitemsku sku skus itemsku productsku articlenumber articleno articlecode itemnumber itemno itemcode productcode productnumber productid artikelnummer artikelnr artikelcode artnr produktnummer produktcode codearticle referencearticle refarticle referenceproduit refproduit codeproduit codigodearticulo codigoarticulo codigodeproducto codigoproducto codicearticolo codiceprodotto productnummer customlabel referencia',
	quantity:
		'lineitemquantity quantity qty qnty pieces pcs copies units numberofcopies menge anzahl stuckzahl stueckzahl stuck stueck stk auflage quantite qte nombredexemplaires exemplaires tirage cantidad cant unidades uds ejemplares quantita qta pezzi copie aantal stuks hoeveelheid oplage',
	description:
		'lineitemname product products productname producttitle item itemname article articlename title description produkt produkte produktname artikel artikelname artikelbezeichnung bezeichnung produit produits nomduproduit designation libelle producto productos nombredelproducto articulo descripcion prodotto prodotti nomeprodotto articolo descrizione productnaam omschrijving',
};
